// Holds values against the types of Slack's own client: writes them as literals of TypeScript and has the compiler read them. A literal may hold no member that the type does not know,
// must hold those that it needs, and every member must be of its kind.
import ts from 'typescript';

const file = new URL('judged.ts', import.meta.url).pathname;
const head = `import type { WebClient } from '@slack/web-api';
import type { KnownBlock, View } from '@slack/types';
type Takes<F extends (...args: never[]) => unknown> = NonNullable<Parameters<F>[0]>;
type Gives<F extends (...args: never[]) => unknown> = Awaited<ReturnType<F>>;
type Blocks = KnownBlock[];
type AView = View & { blocks: KnownBlock[] };
`;

export const method = name => `WebClient${name.split('.').map(part => `['${part}']`).join('')}`;

/** @param judged {type, value, what}[] @returns what is wrong, in words */
export function faults(judged) {
  const lines = [], text = head + judged.map((one, at) => `export const v${at}: ${one.type} = ${JSON.stringify(one.value)};`).join('\n') + '\n';
  const options = { strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: [] };
  const host = ts.createCompilerHost(options), read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => name === file ? ts.createSourceFile(name, text, ...rest) : read(name, ...rest);
  host.fileExists = (exists => name => name === file || exists(name))(host.fileExists.bind(host));
  for (const fault of ts.getPreEmitDiagnostics(ts.createProgram([file], options, host))) {
    const line = fault.file?.fileName === file ? fault.file.getLineAndCharacterOfPosition(fault.start).line - head.split('\n').length + 1 : -1;
    lines.push(`${judged[line]?.what ?? 'types'}: ${ts.flattenDiagnosticMessageText(fault.messageText, '; ').slice(0, 400)}`);
  }
  return lines;
}
