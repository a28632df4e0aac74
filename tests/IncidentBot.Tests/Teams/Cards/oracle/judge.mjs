// Holds every *.json of a folder, a card each, to what Microsoft's own renderer takes; and to the published schema where a folder with adaptive-card-1.5.0.json is given.
//   node judge.mjs FOLDER [SCHEMAS]
import Ajv from 'ajv';
import { build } from 'esbuild';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [folder, schemas] = process.argv.slice(2);
const bundle = await build({ stdin: { contents: "export * from 'adaptivecards'", resolveDir: import.meta.dirname }, bundle: true, write: false, format: 'esm', logLevel: 'error' });
const { AdaptiveCard, HostConfig, SerializationContext, Version, Versions } = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`);

// The schema is a draft 6 with an old "id". A union over "type" becomes a chain of conditions, so that a fault is said where it is.
function compile(folder) {
  const schema = JSON.parse(readFileSync(join(folder, 'adaptive-card-1.5.0.json')));
  delete schema.id;
  delete schema.$schema;
  const walk = node => {
    if (!node || typeof node !== 'object') return;
    if (Array.isArray(node.anyOf) && node.anyOf.length > 1) {
      const options = node.anyOf.map(option => {
        const ref = option.$ref ?? option.allOf?.find(one => one.$ref && !/Implementations/.test(one.$ref))?.$ref;
        const tag = ref && schema.definitions[ref.slice('#/definitions/'.length)]?.properties?.type?.enum?.[0];
        return tag && [tag, option];
      });
      if (options.every(Boolean) && new Set(options.map(([tag]) => tag)).size === options.length) {
        delete node.anyOf;
        node.properties = { ...node.properties, type: { enum: options.map(([tag]) => tag) } };
        node.required = [...new Set([...(node.required ?? []), 'type'])];
        node.allOf = [...(node.allOf ?? []), ...options.map(([tag, then]) => ({ if: { properties: { type: { const: tag } }, required: ['type'] }, then }))];
      }
    }
    for (const [key, below] of Object.entries(node)) if (key !== 'if') walk(below);
  };
  walk(schema);
  return new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
}

const holds = schemas ? compile(schemas) : null, wrong = [];
let judged = 0;
for (const name of readdirSync(folder).filter(file => file.endsWith('.json')).sort()) {
  const doc = JSON.parse(readFileSync(join(folder, name))), card = new AdaptiveCard(), context = new SerializationContext(Versions.v1_5 ?? new Version(1, 5));
  card.hostConfig = new HostConfig({ actions: { maxActions: 6 } });
  card.parse(doc, context);
  for (let at = 0; at < context.eventCount; at++) wrong.push(`${name}: ${context.getEventAt(at).message}`);
  for (const event of card.validateProperties().validationEvents) wrong.push(`${name}: ${event.message}`);
  const back = JSON.stringify(card.toJSON());
  for (const type of ['TextRun', 'Input.', 'Action.Submit', 'Action.Execute']) {
    const count = text => text.split(`"type":"${type}`).length;
    if (type !== 'Action.Submit' && count(JSON.stringify(doc.body) + JSON.stringify(doc.actions ?? [])) > count(back)) wrong.push(`${name}: ${type} was lost`);
  }
  if (holds) {
    // Teams' own addition is not in the schema, nor is the style of a choice that 1.5 brought.
    const { msteams, ...standard } = JSON.parse(JSON.stringify(doc).replaceAll('"style":"filtered"', '"style":"compact"'));
    if (!holds(standard)) wrong.push(...holds.errors.filter(one => !['if', 'anyOf', 'oneOf'].includes(one.keyword)).map(one => `${name}: ${one.instancePath || '/'} ${one.message} ${JSON.stringify(one.params)}`));
  }
  judged++;
}
for (const line of wrong.slice(0, 30)) console.log('FAIL ' + line);
console.log(`${judged} cards, ${wrong.length} faults`);
process.exit(wrong.length || !judged ? 1 : 0);
