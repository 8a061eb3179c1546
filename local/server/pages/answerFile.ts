import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { answerJson, type HttpAnswer } from '../listener/HttpExchange.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** A file of a folder of static files; paths without an extension are the page of a single-page application. */
export async function answerFile(folder: string, path: string): Promise<HttpAnswer> {
  const asked = extname(path) === '' ? 'index.html' : path;
  const body = await readInside(folder, asked);
  if (body === undefined) return answerJson(404, { message: 'There is no such file.' });
  // Bundlers put a hash of the content into the names below assets/.
  const caching = asked.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  const type = types[extname(asked)] ?? 'application/octet-stream';
  return { status: 200, headers: { 'content-type': type, 'cache-control': caching }, body };
}

/** Links are followed first, so that neither `..` nor a link leads out of the folder. */
async function readInside(folder: string, path: string): Promise<Buffer | undefined> {
  try {
    const file = await realpath(join(folder, decodeURIComponent(path)));
    return file.startsWith((await realpath(folder)) + sep) ? await readFile(file) : undefined;
  } catch {
    return undefined;
  }
}
