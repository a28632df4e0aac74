// Judges the calls that were made to a fake Slack, by the types of Slack's own client: unknown methods and arguments, missing ones, wrong kinds, blocks and views, JSON without a charset.
//   node check-calls.mjs http://127.0.0.1:4300/
import { faults, method } from './types.mjs';

const calls = await (await fetch(new URL('_calls', process.argv[2] ?? 'http://127.0.0.1:4300/'))).json();
const wrong = [], judged = [];
const numbers = new Set(['limit']);
// A form has letters alone: what is JSON, a flag or a number is made one again.
const typed = (name, value) => /^[[{]/.test(value) ? JSON.parse(value) : value === 'true' ? true : value === 'false' ? false : numbers.has(name) ? Number(value) : value;
for (const [at, call] of calls.entries()) {
  const what = `${at} ${call.method}`;
  if (call.contentType.startsWith('application/json') && !/charset=utf-8/i.test(call.contentType)) wrong.push(`${what}: JSON without charset=utf-8`);
  if (call.method === 'response_url') continue;
  const args = Object.fromEntries(Object.entries(call.args).map(([name, value]) => [name, typed(name, value)]));
  // The app's credentials stand in the header; the types want them in the form.
  if (call.method === 'oauth.v2.access') Object.assign(args, { client_id: 'x', client_secret: 'x' });
  judged.push({ type: `Takes<${method(call.method)}>`, value: args, what });
  if (args.blocks) judged.push({ type: 'Blocks', value: args.blocks, what: `${what} blocks` });
  if (args.view) judged.push({ type: 'AView', value: args.view, what: `${what} view` });
}
wrong.push(...faults(judged));
for (const line of wrong) console.log('FAIL ' + line);
console.log(`${calls.length} calls of ${new Set(calls.map(call => call.method)).size} methods, ${wrong.length} faults`);
process.exit(wrong.length || !calls.length ? 1 : 0);
