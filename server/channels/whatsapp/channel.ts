import { defineChannel } from "#contracts/channel";
import { seconds } from "#domain/instant";
import { windowAt } from "#domain/sending-window";
import { checkMessage, longestText } from "./check-message.ts";
import { downloadMedia, uploadMedia } from "./exchange-media.ts";
import { parseWebhook } from "./parse-webhook.ts";
import { renderMessage } from "./render-message.ts";
import { markMessageRead, sendMessage } from "./send-message.ts";
import { nativeAccountOf, settingsForm } from "./settings-form.ts";
import { splitMessage } from "./split-text.ts";
import { answerHandshake, verifySignature } from "./verify-request.ts";

/** WhatsApp by Meta's Cloud API, version 25 (2026): business-scoped ids first, phone numbers where there are any. */
export const channel = defineChannel({
  kind: "whatsapp",
  settings: settingsForm,
  capabilities: {
    maxButtons: 3,
    maxRows: 10,
    maxTextLength: longestText,
    templates: true,
    catalogue: true,
    perSecond: 80,
    perPerson: { burst: 45, pauseMs: seconds(6) },
  },
  handshake: answerHandshake,
  verify: verifySignature,
  parse: parseWebhook,
  window: (lastInboundAt, now) => windowAt(lastInboundAt, now),
  split: (message) => splitMessage(message, longestText),
  check: checkMessage,
  nativePay: nativeAccountOf,
  render: renderMessage,
  send: sendMessage,
  markRead: markMessageRead,
  upload: uploadMedia,
  download: downloadMedia,
});
