// Draws messages and views of Slack at the width of a phone and of a desktop, as PNG beside each *.json of a folder, and says what does not fit: words that reach beyond the edge, faults of the page.
//   node draw.mjs FOLDER
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2], widths = { phone: 390, desktop: 900 };
const page = `
import React from 'react';
import { createRoot } from 'react-dom/client';
import { Message } from 'slack-blocks-to-jsx';
import 'slack-blocks-to-jsx/dist/style.css';
const h = React.createElement;
const logo = 'data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"><rect width="48" height="48" rx="8" fill="#1d2c5b"/></svg>');
const Field = ({ block }) => {
  const e = block.element, said = e.initial_value ?? e.initial_option?.text.text;
  return h('div', { className: 'field' }, h('label', null, block.label.text, block.optional ? h('span', { className: 'quiet' }, ' (optional)') : null),
    e.type === 'checkboxes' ? e.options.map(o => h('div', { key: o.value }, (e.initial_options ?? []).length ? '☑ ' : '☐ ', o.text.text))
      : h('div', { className: 'box' + (e.multiline ? ' tall' : '') }, said ?? h('span', { className: 'quiet' }, e.placeholder?.text ?? ''), e.type === 'static_select' ? h('span', { className: 'arrow' }, '⌄') : null),
    block.hint ? h('div', { className: 'quiet small' }, block.hint.text) : null);
};
const Blocks = ({ blocks, bare }) => h(Message, { withoutWrapper: bare, time: new Date('2026-11-24T03:00:00Z'), name: 'IncidentBot', logo, blocks, hooks: {}, data: { users: [], channels: [], user_groups: [] } });
const View = ({ doc }) => {
  const parts = [];
  for (const b of doc.blocks) b.type === 'input' ? parts.push(b) : Array.isArray(parts.at(-1)) ? parts.at(-1).push(b) : parts.push([b]);
  return h('div', { className: 'view' }, doc.title ? h('header', null, h('b', null, doc.title.text)) : null,
    parts.map((p, i) => Array.isArray(p) ? h('div', { key: i }, h(Blocks, { blocks: p, bare: true })) : h(Field, { key: i, block: p })),
    doc.close || doc.submit ? h('footer', null, doc.close ? h('span', { className: 'close' }, doc.close.text) : null, doc.submit ? h('span', { className: 'submit' }, doc.submit.text) : null) : null);
};
const root = createRoot(document.getElementById('root'));
window.show = doc => root.render(doc.type ? h(View, { doc }) : h(Blocks, { blocks: doc.blocks }));
`;
const style = `body{margin:12px;background:#fff;font:15px 'Liberation Sans',sans-serif;color:#1d1c1d}header{font-size:18px;padding:8px 0 12px;border-bottom:1px solid #ddd;margin-bottom:12px}
.field{margin:14px 0}.field label{display:block;font-weight:700;margin-bottom:6px}.quiet{color:#616061;font-weight:400}.small{font-size:13px;margin-top:4px}.box{border:1px solid #868686;border-radius:4px;padding:8px 10px;white-space:pre-wrap;overflow-wrap:anywhere;position:relative;min-height:20px}
.tall{min-height:66px}.arrow{position:absolute;right:10px;top:4px}footer{border-top:1px solid #ddd;padding-top:12px;text-align:right}footer span{display:inline-block;border:1px solid #bbb;border-radius:4px;padding:8px 12px;margin-left:8px;font-weight:700}.submit{background:#007a5a;color:#fff}`;
const built = await build({ stdin: { contents: page, resolveDir: import.meta.dirname, loader: 'js' }, bundle: true, write: false, outdir: 'x', format: 'iife', define: { 'process.env.NODE_ENV': '"production"' }, loader: { '.png': 'dataurl', '.svg': 'dataurl', '.woff2': 'dataurl', '.woff': 'dataurl', '.ttf': 'dataurl' }, logLevel: 'error' });
const code = built.outputFiles.find(file => file.path.endsWith('.js')).text, css = built.outputFiles.find(file => file.path.endsWith('.css'))?.text ?? '';
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const wrong = [];
let drawn = 0;
try {
  for (const [device, width] of Object.entries(widths)) {
    let what = device;
    const tab = await browser.newPage({ viewport: { width, height: 400 }, deviceScaleFactor: device === 'phone' ? 2 : 1 });
    await tab.route('**/*', route => /^(about|data|blob):/.test(route.request().url()) ? route.continue() : route.abort());
    tab.on('pageerror', fault => wrong.push(`${what}: ${fault.message}`));
    await tab.setContent(`<html><head><style>${css}${style}</style></head><body><div id="root"></div></body></html>`);
    await tab.addScriptTag({ content: code });
    for (const name of readdirSync(folder).filter(file => file.endsWith('.json')).sort()) {
      what = `${name} ${device}`;
      await tab.evaluate(doc => window.show(doc), JSON.parse(readFileSync(join(folder, name))));
      await tab.waitForTimeout(100);
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) wrong.push(`${what}: ${wide} pixels beyond the edge`);
      if ((await tab.innerText('#root')).trim().length < 10) wrong.push(`${what}: nothing is shown`);
      await tab.screenshot({ path: join(folder, name.replace(/json$/, `${device}.png`)), fullPage: true });
      drawn++;
    }
  }
} finally {
  await browser.close();
}
for (const line of wrong) console.log('FAIL ' + line);
console.log(`${drawn} pictures, ${wrong.length} faults`);
process.exit(wrong.length || !drawn ? 1 : 0);
