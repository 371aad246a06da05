import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { plainHeaders } from "./http-answers.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** Pay pages and pictures come from other ports of this machine; the console frames this page. */
const policy = [
  "default-src 'self'",
  "img-src 'self' data: blob: http: https:",
  "media-src 'self' data: blob: http: https:",
  "style-src 'self' 'unsafe-inline'",
  "frame-src 'self' blob: http: https:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*",
].join("; ");

/** Files of the built page under `folder`; `answer` gives false when there is no such file. */
export function createPageFiles(folder: string): { answer(path: string, outgoing: ServerResponse): Promise<boolean> } {
  return {
    async answer(path, outgoing) {
      const name = normalize(decodeURIComponent(path === "/" ? "/index.html" : path));
      const type = types[extname(name)];
      if (type === undefined || name.includes("\0") || name.split(sep).includes("..")) return false;
      const bytes = await readFile(join(folder, name)).catch(() => undefined);
      if (bytes === undefined) return false;
      const keeps = name.startsWith(`${sep}assets${sep}`); // their names change with their content
      outgoing.writeHead(200, {
        ...plainHeaders,
        "content-type": type,
        "content-security-policy": policy,
        "permissions-policy": "microphone=(self), geolocation=(self)",
        ...(keeps ? { "cache-control": "public, max-age=31536000, immutable" } : {}),
      });
      outgoing.end(bytes);
      return true;
    },
  };
}
