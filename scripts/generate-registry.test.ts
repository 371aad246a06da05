import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { registryText } from "./generate-registry.ts";

const server = mkdtempSync(join(tmpdir(), "comptoir-registry-"));
afterAll(() => rmSync(server, { recursive: true, force: true }));

const plant = (path: string): void => {
  mkdirSync(dirname(join(server, path)), { recursive: true });
  writeFileSync(join(server, path), "");
};

it("lists every folder that has its kind's one file, in the order of the alphabet", () => {
  plant("channels/whatsapp/channel.ts");
  plant("channels/web-chat/channel.ts");
  plant("payments/whatsapp/provider.ts");
  plant("payments/unfinished/webhook.ts");
  const text = registryText(server);
  expect(text).toContain('import { channel as webChatChannel } from "./channels/web-chat/channel.ts";');
  expect(text).toContain("export const channels = [webChatChannel, whatsappChannel] as const;");
  expect(text).toContain("export const payments = [whatsappProvider] as const;");
  expect(text).toContain("export const journeys = [] as const;");
});
