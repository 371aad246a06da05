import { valueAt } from "./json.ts";
import { isAnimatedWebp, type MediaKind, mediaProblem, plainType } from "./media-formats.ts";
import { edited, limit, type Rule, rule, type Send, type SendScene, webAddress } from "./rule-shape.ts";
import type { MediaRecord } from "./state.ts";

const kinds: readonly MediaKind[] = ["image", "video", "audio", "document", "sticker"];

/** The stored file a send names by id: of this number, not yet forgotten. */
export function mediaNamed(id: unknown, scene: SendScene): MediaRecord | undefined {
  const media = scene.context.state.media.get(String(id));
  if (media === undefined || media.phoneNumberId !== scene.number.setup.phoneNumberId) return undefined;
  return media.expiresAt > scene.context.ports.now() ? media : undefined;
}

function fileOf({ kind, body }: Send, scene: SendScene): MediaRecord | undefined {
  return scene.fetched?.media ?? mediaNamed(valueAt(body, `${kind}.id`), scene);
}

function sourceRules(kind: MediaKind): readonly Rule[] {
  const unfit = kind === "audio" ? "image/png" : "audio/ogg";
  return [
    rule(
      `${kind}: id or link`,
      [kind],
      131008,
      ({ body }) =>
        valueAt(body, `${kind}.id`) === undefined && valueAt(body, `${kind}.link`) === undefined
          ? `One of ${kind}['id'] or ${kind}['link'] is required.`
          : undefined,
      { body: edited(kind, `${kind}.link`, undefined) },
    ),
    webAddress(kind, `${kind}.link`, 100),
    rule(
      `${kind}: the id is a file of this number`,
      [kind],
      100,
      (send, scene) => {
        const id = valueAt(send.body, `${kind}.id`);
        return id !== undefined && mediaNamed(id, scene) === undefined
          ? `Param ${kind}['id'] is not a valid whatsapp business account media attachment ID`
          : undefined;
      },
      { body: edited(kind, kind, { id: "987654321" }) },
    ),
    rule(`${kind}: the link gives a file`, [kind], 131053, (_send, scene) => scene.fetched?.problem, {
      before: (stage) => stage.publish("https://shop.example/missing", 404, "text/html", new Uint8Array(3)),
      body: edited(kind, `${kind}.link`, "https://shop.example/missing"),
    }),
    rule(
      `${kind}: type and size of the file`,
      [kind],
      131053,
      (send, scene) => {
        const file = fileOf(send, scene);
        if (file === undefined) return undefined;
        return mediaProblem(kind, file.mimeType, file.bytes.length, isAnimatedWebp(file.bytes));
      },
      kind === "document"
        ? {
            before: (stage) =>
              stage.publish("https://shop.example/empty.pdf", 200, "application/pdf", new Uint8Array()),
            body: edited(kind, "document.link", "https://shop.example/empty.pdf"),
          }
        : { body: async (stage) => edited(kind, kind, { id: await stage.upload(unfit) }) },
    ),
  ];
}

const captionless: readonly Rule[] = (["audio", "sticker"] as const).map((kind) =>
  rule(
    `${kind}: no caption`,
    [kind],
    100,
    ({ body }) =>
      valueAt(body, `${kind}.caption`) === undefined ? undefined : `Unexpected key "caption" on param ${kind}.`,
    { body: edited(kind, `${kind}.caption`, "Listen") },
  ),
);

/** Image, video, audio, document, sticker. */
export const mediaRules: readonly Rule[] = [
  ...kinds.flatMap(sourceRules),
  ...(["image", "video", "document"] as const).map((kind) => limit(kind, `${kind}.caption`, 1024, 100)),
  limit("document", "document.filename", 240, 100),
  ...captionless,
  rule(
    "audio: a voice note is Ogg",
    ["audio"],
    131053,
    (send, scene) => {
      const file = fileOf(send, scene);
      const wrong =
        valueAt(send.body, "audio.voice") === true && file !== undefined && plainType(file.mimeType) !== "audio/ogg";
      return wrong ? "A voice message must be an audio/ogg file with the Opus codec." : undefined;
    },
    { body: async (stage) => edited("audio", "audio", { id: await stage.upload("audio/mpeg"), voice: true }) },
  ),
];
