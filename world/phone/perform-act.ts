import type { CustomerFile, JsonObject, MetaUser, MetaWorld, SayOptions } from "../meta/model-types.ts";
import type { CustomerAct } from "./acts.ts";

type FileAct = Extract<CustomerAct, { readonly do: "send-file" }>;

/** Does what the page asked for and gives the new message's id, if there is one. Throws when a person could not do it. */
export function performAct(meta: MetaWorld, customerId: string, number: string, act: CustomerAct): string | undefined {
  const user = meta.user(customerId);
  switch (act.do) {
    case "open":
      user.open(number);
      return undefined;
    case "close":
      user.close(number);
      return undefined;
    case "play":
      user.play(number, act.message);
      return undefined;
    case "block":
      if (act.on) user.block(number);
      else user.unblock(number);
      return undefined;
    case "stop-marketing":
      if (act.on) user.stopMarketing(number);
      else user.resumeMarketing(number);
      return undefined;
    case "flight-mode":
      if (act.on) user.goOffline();
      else user.goOnline();
      return undefined;
    case "pay-order":
      user.payOrder(number, act.message, { how: act.how });
      return undefined;
    default:
      if (!meta.users().some(({ id, online }) => id === customerId && online)) {
        throw new Error("The phone is in flight mode.");
      }
      return write(user, number, act);
  }
}

type WritingAct = Exclude<
  CustomerAct,
  { readonly do: "open" | "close" | "play" | "block" | "stop-marketing" | "flight-mode" | "pay-order" }
>;

function write(user: MetaUser, number: string, act: WritingAct): string {
  switch (act.do) {
    case "say":
      return user.say(number, act.text, answering(act.replyTo));
    case "send-file":
      return user.sendFile(number, fileOf(act), answering(act.replyTo));
    case "send-location": {
      const { latitude, longitude, name, address } = act;
      return user.sendLocation(number, { latitude, longitude, name, address }, answering(act.replyTo));
    }
    case "send-contact":
      return user.sendContacts(number, [contactCard(act.name, act.phone)]);
    case "react":
      return act.emoji === "" ? user.unreact(number, act.message) : user.react(number, act.message, act.emoji);
    case "tap-button":
      return user.tapButton(number, act.message, act.button);
    case "pick-row":
      return user.pickRow(number, act.message, act.row);
    case "complete-flow":
      return user.completeFlow(number, act.message, act.answers);
    case "send-address":
      return user.sendAddress(number, act.message, act.values);
    case "share-number":
      return user.shareNumber(number, act.message);
    case "send-cart":
      return user.sendCart(number, act.lines, act.note);
    case "ask-about":
      return user.askAboutProduct(number, act.retailerId, act.text);
    case "edit":
      return user.edit(number, act.message, act.text);
    case "revoke":
      return user.revoke(number, act.message);
  }
}

const answering = (replyTo: string | undefined): SayOptions => (replyTo === undefined ? {} : { replyTo });

function fileOf({ kind, mimeType, base64, caption, filename }: FileAct): CustomerFile {
  return { kind, mimeType, bytes: Buffer.from(base64, "base64"), caption, filename };
}

function contactCard(name: string, phone: string): JsonObject {
  const [first = name] = name.split(" ");
  const phones = [{ phone, type: "CELL", wa_id: phone.replace(/\D/g, "") }];
  return { name: { formatted_name: name, first_name: first }, phones };
}
