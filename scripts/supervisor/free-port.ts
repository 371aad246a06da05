import { type AddressInfo, createServer } from "node:net";

/** Whether nobody listens on this port of 127.0.0.1. Rejects when listening is not allowed at all (ports below 1024). */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (failure: NodeJS.ErrnoException) => {
      if (failure.code === "EADDRINUSE") resolve(false);
      else reject(failure);
    });
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** The first free port from `wanted` on, looking at no more than `tries`; undefined when all are taken. */
export async function nextFreePort(wanted: number, tries = 100): Promise<number | undefined> {
  for (let port = wanted; port < Math.min(wanted + tries, 65_536); port += 1) if (await isFree(port)) return port;
  return undefined;
}

/** This port when it is free, else any free one; 0 wants any. */
export async function freePort(wanted: number): Promise<number> {
  if (wanted !== 0 && (await isFree(wanted))) return wanted;
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
