// Slack's own clients against a fake Slack: they take every answer, with the codes, pages and waits they would get from Slack; every answer is of the type that the client states; Socket Mode greets, delivers and hears.
//   node oracle.mjs http://127.0.0.1:4300/api/     (the fake knows xoxb-test, xapp-test, alex@example.com and megan@example.com)
import webapi from '@slack/web-api';
import socketmode from '@slack/socket-mode';
import { faults, method } from './types.mjs';

const { WebClient, LogLevel, ErrorCode, retryPolicies } = webapi;
const url = process.argv[2] ?? 'http://127.0.0.1:4300/api/', root = new URL('..', url), judged = [];
const options = { slackApiUrl: url, logLevel: LogLevel.ERROR, retryConfig: retryPolicies.fiveRetriesInFiveMinutes };
const client = new WebClient('xoxb-test', options);
let passed = 0, failed = 0;
const ok = (yes, what, more = '') => { if (yes) passed++; else { failed++; console.log(`FAIL ${what} ${more}`); } };
const post = async (path, body = {}) => await (await fetch(new URL(path, root), { method: 'POST', body: JSON.stringify(body) })).text();
const trigger = async () => JSON.parse(await post('_trigger')).trigger_id;

// Blocks and the words of a view come back as they were sent, and the types name theirs by enumerations that no JSON is of: they are judged where they are sent.
const sent = new Set(['blocks', 'title', 'submit', 'close']);
const own = value => Array.isArray(value) ? value.map(own) : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).filter(([key, inner]) => !(sent.has(key) && typeof inner === 'object')).map(([key, inner]) => [key, own(inner)])) : value;

async function call(name, args = {}, by = client) {
  const answer = await by.apiCall(name, args);
  ok(answer.ok, name);
  judged.push({ type: `Gives<${method(name)}>`, value: own(answer), what: name });
  return answer;
}

async function refused(name, args, code, by = client) {
  try {
    await by.apiCall(name, args);
    ok(false, `${name} should be refused with ${code}`);
  } catch (fault) {
    ok(fault.code === ErrorCode.PlatformError && fault.data.error === code, `${name} → ${code}`, `${fault.code} ${fault.data?.error ?? fault.message}`);
  }
}

// Who we are, and a channel with people in it.
await call('api.test', { foo: 'bar' });
await call('auth.test');
await call('team.info');
const name = `inc-${Date.now().toString(36)}`;
const { channel } = await call('conversations.create', { name });
const secret = (await call('conversations.create', { name: `${name}-p`, is_private: true })).channel;
ok(secret.is_private && secret.is_member && channel.name === name, 'the channels are as asked');
await refused('conversations.create', { name }, 'name_taken');
await refused('conversations.create', { name: 'Bad Name!' }, 'invalid_name_specials');
await refused('conversations.create', { name: 'x'.repeat(81) }, 'invalid_name_maxlength');
const alex = (await call('users.lookupByEmail', { email: 'alex@example.com' })).user, megan = (await call('users.lookupByEmail', { email: 'megan@example.com' })).user;
await refused('users.lookupByEmail', { email: 'no@example.com' }, 'users_not_found');
await call('users.info', { user: alex.id });
await refused('users.info', { user: 'U404' }, 'user_not_found');
await call('users.list', { limit: 2 });
await call('usergroups.list');
await refused('usergroups.users.list', { usergroup: 'S404' }, 'no_such_subteam');
await call('conversations.invite', { channel: channel.id, users: `${alex.id},${megan.id}` });
await refused('conversations.invite', { channel: channel.id, users: alex.id }, 'already_in_channel');
ok((await call('conversations.invite', { channel: secret.id, users: `${alex.id},U404`, force: true })).errors?.[0]?.error === 'user_not_found', 'with force the others come, and the answer says who did not');
await call('conversations.setTopic', { channel: channel.id, topic: 'SEV1 | open' });
await refused('conversations.setTopic', { channel: channel.id, topic: 'x'.repeat(251) }, 'too_long');
await call('conversations.setPurpose', { channel: channel.id, purpose: 'INC-1' });
await call('conversations.info', { channel: channel.id, include_num_members: true });
await call('conversations.rename', { channel: secret.id, name: `${name}-q` });
await call('conversations.join', { channel: channel.id });
await call('conversations.open', { users: alex.id });

// Messages.
const blocks = [
  { type: 'section', text: { type: 'mrkdwn', text: '*INC-1* db down' } },
  { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'due ' }, { type: 'date', timestamp: 1795748400, format: '{date_short_pretty} at {time}', fallback: '2026-11-27' }] }] },
  { type: 'actions', elements: [{ type: 'button', action_id: 'ack', text: { type: 'plain_text', text: 'Ack' }, value: 'INC-1' }] },
];
const posted = await call('chat.postMessage', { channel: channel.id, text: 'INC-1', blocks, metadata: { event_type: 'incident', event_payload: { id: 1 } } });
ok(/^\d{10}\.\d{6}$/.test(posted.ts), 'the form of a ts', posted.ts);
await call('chat.postMessage', { channel: channel.id, text: 'reply', thread_ts: posted.ts });
await call('chat.postEphemeral', { channel: channel.id, user: alex.id, text: 'psst' });
await call('chat.update', { channel: channel.id, ts: posted.ts, text: 'INC-1 acked', blocks });
await call('chat.getPermalink', { channel: channel.id, message_ts: posted.ts });
await refused('chat.postMessage', { channel: 'C404', text: 'x' }, 'channel_not_found');
await refused('chat.postMessage', { channel: channel.id }, 'no_text');
await refused('chat.postMessage', { channel: channel.id, text: 'x', thread_ts: '1.000001' }, 'thread_not_found');
await refused('chat.postMessage', { channel: channel.id, text: 'x', blocks: Array(51).fill({ type: 'divider' }) }, 'invalid_blocks');
await refused('chat.postMessage', { channel: channel.id, text: 'x', blocks: Array(5).fill({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2900) } }) }, 'msg_blocks_too_long');
await refused('chat.update', { channel: channel.id, ts: '1.000001', text: 'x' }, 'message_not_found');
await call('pins.add', { channel: channel.id, timestamp: posted.ts });
await refused('pins.add', { channel: channel.id, timestamp: posted.ts }, 'already_pinned');
await call('reactions.add', { channel: channel.id, timestamp: posted.ts, name: 'eyes' });
await refused('reactions.add', { channel: channel.id, timestamp: posted.ts, name: 'eyes' }, 'already_reacted');
const { bookmark } = await call('bookmarks.add', { channel_id: channel.id, title: 'Runbook', type: 'link', link: 'https://example.com/rb' });
await call('bookmarks.edit', { channel_id: channel.id, bookmark_id: bookmark.id, title: 'The runbook' });
await call('bookmarks.list', { channel_id: channel.id });
await call('bookmarks.remove', { channel_id: channel.id, bookmark_id: bookmark.id });
const history = await call('conversations.history', { channel: channel.id, include_all_metadata: true });
ok(history.messages.some(message => message.metadata?.event_payload?.id === 1), 'a message is found by its metadata');
ok((await call('conversations.history', { channel: channel.id })).messages.every(message => !message.metadata), 'metadata comes only to who asks');
ok((await call('conversations.replies', { channel: channel.id, ts: posted.ts })).messages.length === 2, 'a thread has its first message and the reply');
let members = 0;
for await (const page of client.paginate('conversations.members', { channel: channel.id, limit: 2 })) members += page.members.length;
ok(members === 3, 'the client reads the pages of members to the end', `${members}`);
await call('conversations.members', { channel: channel.id });
await call('conversations.list', { exclude_archived: true, types: 'public_channel,private_channel' });
const gone = await call('chat.postMessage', { channel: channel.id, text: 'gone' });
await call('chat.delete', { channel: channel.id, ts: gone.ts });
await refused('chat.delete', { channel: channel.id, ts: gone.ts }, 'message_not_found');
await call('conversations.kick', { channel: channel.id, user: megan.id });

// Views.
const modal = { type: 'modal', callback_id: 'declare', title: { type: 'plain_text', text: 'Declare incident' }, submit: { type: 'plain_text', text: 'Declare' }, blocks: [{ type: 'input', block_id: 't', label: { type: 'plain_text', text: 'Title' }, element: { type: 'plain_text_input', action_id: 't' } }] };
const once = await trigger();
const { view } = await call('views.open', { trigger_id: once, view: modal });
await refused('views.open', { trigger_id: once, view: modal }, 'exchanged_trigger_id');
await refused('views.open', { trigger_id: '1.2.3', view: modal }, 'invalid_trigger_id');
await call('views.update', { view_id: view.id, hash: view.hash, view: modal });
await refused('views.update', { view_id: view.id, hash: view.hash, view: modal }, 'hash_conflict');
await refused('views.update', { view_id: 'V404', view: modal }, 'not_found');
await refused('views.open', { trigger_id: await trigger(), view: { ...modal, submit: undefined } }, 'invalid_arguments');
await call('views.publish', { user_id: alex.id, view: { type: 'home', blocks } });

// The end of a channel; who may not; waits.
await call('conversations.archive', { channel: channel.id });
await refused('conversations.archive', { channel: channel.id }, 'already_archived');
await refused('chat.postMessage', { channel: channel.id, text: 'x' }, 'is_archived');
await refused('no.such.method', {}, 'unknown_method');
await refused('auth.test', {}, 'invalid_auth', new WebClient('nonsense', options));
await refused('auth.test', {}, 'not_authed', new WebClient(undefined, options));
await refused('apps.connections.open', {}, 'not_allowed_token_type');
await post('_fail', { method: 'auth.test', status: 429, retryAfter: 1 });
let limited = 0;
client.on('rate_limited', () => limited++);
const before = Date.now();
await client.auth.test();
ok(limited === 1 && Date.now() - before >= 1000, '429 and Retry-After: the client waits and calls again', `${Date.now() - before} ms`);
await post('_fail', { method: 'auth.test', status: 503 });
await client.auth.test();
ok(true, '503: the client calls again');

// Socket Mode.
const socket = new socketmode.SocketModeClient({ appToken: 'xapp-test', logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl: url } });
const heard = kind => new Promise((resolve, reject) => {
  socket.on(kind, async ({ body, ack }) => { await ack(kind === 'slash_commands' ? { text: `declared ${body.text}` } : undefined); resolve(body); });
  setTimeout(() => reject(new Error(`no ${kind}`)), 8000).unref();
});
try {
  const [command, press, event] = [heard('slash_commands'), heard('interactive'), heard('app_mention')];
  await socket.start();
  ok(true, 'Socket Mode: hello');
  await post('_push', { envelope_id: 'e-1', type: 'slash_commands', accepts_response_payload: true, payload: { command: '/incident', text: 'db', user_id: alex.id, channel_id: 'C1', trigger_id: '1.2', response_url: `${root}r` } });
  await post('_push', { envelope_id: 'e-2', type: 'interactive', accepts_response_payload: true, payload: { type: 'block_actions' } });
  await post('_push', { envelope_id: 'e-3', type: 'events_api', accepts_response_payload: false, payload: { type: 'event_callback', event: { type: 'app_mention' } } });
  ok((await command).text === 'db' && (await press).type === 'block_actions' && (await event).event.type === 'app_mention', 'Socket Mode: the three kinds are delivered');
  await new Promise(resolve => setTimeout(resolve, 300));
  const acks = await (await fetch(new URL('_acks', root))).json();
  ok(['e-1', 'e-2', 'e-3'].every(id => acks.some(ack => ack.envelope_id === id)) && acks.find(ack => ack.envelope_id === 'e-1')?.payload?.text === 'declared db', 'Socket Mode: they are acknowledged', JSON.stringify(acks));
  const again = new Promise((resolve, reject) => { socket.once('connected', resolve); setTimeout(() => reject(new Error('not connected again')), 15000).unref(); });
  await post('_push', { type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'applink-fake' } });
  await again;
  ok(true, 'Socket Mode: it connects anew when told to');
} catch (fault) {
  ok(false, 'Socket Mode', fault.message);
}
await socket.disconnect().catch(() => {});

const wrong = faults(judged);
for (const line of wrong) console.log('FAIL ' + line);
passed += judged.length - wrong.length;
failed += wrong.length;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
