// Draws cards and dialogs as Teams would, light and dark, at the width of a phone and of a desktop, as PNG beside each *.json of a folder, and says what does not fit: words that reach beyond the edge, buttons that are cut, functions that were not filled in, faults of the page.
//   node draw.mjs FOLDER
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2], widths = { phone: 360, desktop: 700 };
const themes = {
  light: { page: '#f5f5f5', card: '#ffffff', words: '#242424', quiet: '#616161', line: '#d1d1d1', link: '#4f52b2', good: '#0e700e', warning: '#835b00', attention: '#b10e1c', grounds: { emphasis: '#f0f0f0', good: '#e7f2da', warning: '#fbf0d0', attention: '#f9dce1', accent: '#e8ebfa' } },
  dark: { page: '#1f1f1f', card: '#292929', words: '#ffffff', quiet: '#adadad', line: '#666666', link: '#9ea2ff', good: '#92c353', warning: '#f2c661', attention: '#f4838d', grounds: { emphasis: '#333333', good: '#1d3a1d', warning: '#463a16', attention: '#4d2228', accent: '#33344a' } },
};
const config = look => {
  const colour = (words, quiet = words) => ({ default: words, subtle: quiet });
  const foregroundColors = { default: colour(look.words, look.quiet), dark: colour('#242424'), light: colour('#ffffff'), accent: colour(look.link), good: colour(look.good), warning: colour(look.warning), attention: colour(look.attention) };
  const ground = backgroundColor => ({ backgroundColor, borderColor: look.line, foregroundColors });
  const font = fontFamily => ({ fontFamily, fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 }, fontWeights: { lighter: 300, default: 400, bolder: 600 } });
  return {
    supportsInteractivity: true, spacing: { small: 4, default: 8, medium: 16, large: 20, extraLarge: 24, padding: 16 }, separator: { lineThickness: 1, lineColor: look.line },
    fontTypes: { default: font("'Segoe UI','Liberation Sans','Noto Color Emoji',sans-serif"), monospace: font("'Liberation Mono',monospace") },
    containerStyles: { default: ground(look.card), ...Object.fromEntries(Object.entries(look.grounds).map(([name, colour]) => [name, ground(colour)])) },
    inputs: { label: { inputSpacing: 'small', requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' }, optionalInputs: { weight: 'bolder' } }, errorMessage: { color: 'attention', spacing: 'small' } },
    actions: { maxActions: 6, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left', showCard: { actionMode: 'inline' } },
    adaptiveCard: { allowCustomStyle: false },
  };
};
const page = `
import { AdaptiveCard, HostConfig, SerializationContext } from 'adaptivecards';
window.show = (doc, config) => {
  const card = new AdaptiveCard(), context = new SerializationContext(), root = document.getElementById('root');
  card.hostConfig = new HostConfig(config);
  card.parse(doc.card ?? doc, context);
  root.replaceChildren();
  if (doc.card) root.append(Object.assign(document.createElement('header'), { textContent: doc.title }));
  const frame = Object.assign(document.createElement('div'), { className: 'frame' });
  frame.append(card.render());
  root.append(frame);
  return [...Array(context.eventCount).keys()].map(at => context.getEventAt(at).message);
};
window.faults = () => {
  const faults = [], wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) faults.push(wide + ' pixels beyond the edge');
  for (const button of document.querySelectorAll('button')) if (button.scrollWidth > button.clientWidth + 1) faults.push('a button is cut: ' + button.textContent);
  if (/[{]{2}(DATE|TIME)/.test(document.body.innerText)) faults.push('an instant was not filled in');
  if (document.body.innerText.trim().length < 10) faults.push('nothing is shown');
  return faults;
};
`;
const style = look => `body{margin:8px;background:${look.page};color:${look.words};font:14px 'Segoe UI','Liberation Sans',sans-serif;color-scheme:${look === themes.dark ? 'dark' : 'light'}}header{font-size:18px;font-weight:600;padding:4px 0 12px}
.frame{background:${look.card};border:1px solid ${look.line};border-radius:6px;overflow:hidden}.ac-richTextBlock{overflow-wrap:anywhere}.ac-actionSet{flex-wrap:wrap;row-gap:8px}
.ac-pushButton{border:1px solid ${look.line};border-radius:4px;background:${look.card};color:${look.words};padding:6px 12px;font:600 14px 'Segoe UI','Liberation Sans',sans-serif;max-width:100%}.ac-pushButton.style-positive{background:#5b5fc7;border-color:#5b5fc7;color:#fff}
.ac-input{width:100%;box-sizing:border-box;font:14px 'Segoe UI','Liberation Sans',sans-serif;padding:6px 8px;border:1px solid ${look.line};border-radius:4px;background:${look.page};color:${look.words}}textarea.ac-input{min-height:72px}.ac-toggleInput,.ac-input-container input[type=checkbox]{width:auto}a{color:${look.link}}`;
const code = (await build({ stdin: { contents: page, resolveDir: import.meta.dirname, loader: 'js' }, bundle: true, write: false, format: 'iife', logLevel: 'error' })).outputFiles[0].text;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const wrong = [];
let drawn = 0;
try {
  for (const [device, width] of Object.entries(widths)) {
    for (const [theme, look] of Object.entries(themes)) {
      let what = device;
      const tab = await browser.newPage({ viewport: { width, height: 400 }, deviceScaleFactor: device === 'phone' ? 2 : 1, timezoneId: 'America/New_York', locale: 'en-US' });
      await tab.route('**/*', route => /^(about|data|blob):/.test(route.request().url()) ? route.continue() : route.abort());
      tab.on('pageerror', fault => wrong.push(`${what}: ${fault.message}`));
      await tab.setContent(`<html><head><style>${style(look)}</style></head><body><div id="root"></div></body></html>`);
      await tab.addScriptTag({ content: code });
      for (const name of readdirSync(folder).filter(file => file.endsWith('.json')).sort()) {
        what = `${name} ${device} ${theme}`;
        const parsed = await tab.evaluate(([doc, config]) => window.show(doc, config), [JSON.parse(readFileSync(join(folder, name))), config(look)]);
        wrong.push(...[...parsed, ...await tab.evaluate(() => window.faults())].map(fault => `${what}: ${fault}`));
        await tab.screenshot({ path: join(folder, name.replace(/json$/, `${device}-${theme}.png`)), fullPage: true });
        drawn++;
      }
      await tab.close();
    }
  }
} finally {
  await browser.close();
}
for (const line of wrong) console.log('FAIL ' + line);
console.log(`${drawn} pictures, ${wrong.length} faults`);
process.exit(wrong.length || !drawn ? 1 : 0);
