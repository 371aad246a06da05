import { throughputReached } from "./chats.ts";
import type { NumberTrouble } from "./model-types.ts";
import { type Rule, rule, sampleOf } from "./rule-shape.ts";

function trouble(key: keyof NumberTrouble, code: number, details: string): Rule {
  return rule(
    `the account: ${key}`,
    "all",
    code,
    (_send, { number }) => (number.trouble[key] === true ? details : undefined),
    {
      body: sampleOf("text"),
      before: ({ world, phoneNumberId }) => world.setTrouble(phoneNumberId, { [key]: true }),
    },
  );
}

/** What stops a number before its message is even looked at. */
export const accountRules: readonly Rule[] = [
  trouble("noPermission", 131005, "Permission is either not granted or has been removed."),
  trouble("unregistered", 133010, "Phone number is not registered on the Whatsapp Business Platform."),
  trouble("locked", 131031, "Business Account has been locked for violating our policy."),
  trouble("policyBlocked", 368, "The account has been temporarily blocked because of policy violations."),
  trouble("maintenance", 131057, "Business Account is in maintenance mode: its throughput is being upgraded."),
  trouble("spamRestricted", 131048, "Message failed to send because there are restrictions on this phone number."),
  rule(
    "the number: messages in and out within its throughput",
    "any",
    130429,
    (_send, { number, context }) =>
      throughputReached(number, context.ports.now()) ? "Cloud API message throughput has been reached." : undefined,
    {
      body: sampleOf("text"),
      before: ({ world, phoneNumberId }) => {
        for (let index = 0; index < 80; index += 1) {
          world.addUser({ id: `crowd-${index}`, name: "A customer" }).say(phoneNumberId, "Hello");
        }
      },
    },
  ),
];

/** Told late: the message is accepted and then fails, as every billed one of an account that does not pay. */
export const billingRules: readonly Rule[] = [
  trouble(
    "unpaid",
    131042,
    "Message failed to send because there were one or more errors related to your payment method.",
  ),
].map((row): Rule => ({ ...row, kinds: "any" }));
