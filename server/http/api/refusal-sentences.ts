import type { RefusalCode } from "#api/refusal";
import type { ProblemKind } from "../problem.ts";

/** The reasons that say more than a kind of problem does. */
export type OwnCode = Exclude<RefusalCode, ProblemKind>;

/**
 * What every reason is: its kind, and its sentence in English for programs and logs. `{name}` is one of its values.
 * Screens have their own sentences by code, in every language.
 */
export const sentences: { readonly [Code in OwnCode]: readonly [kind: ProblemKind, sentence: string] } = {
  "cart.changed": ["revision-changed", "The cart was changed meanwhile."],
  "connection.id-taken": ["conflict", "The id {id} is taken in this installation; choose another one."],
  "connection.kind": ["validation", "{kind} is not installed here"],
  "connection.other-kind": ["conflict", "{id} is a connection of another kind; choose another id."],
  "connection.pause-rail": ["validation", "pausing is for channels alone"],
  "field.choice": ["validation", "must be one of {choices}"],
  "field.format": ["validation", "is not written as it must be"],
  "field.kind": ["validation", "is of the wrong kind"],
  "field.number": ["validation", "must be a number"],
  "field.plain-value": ["validation", "must be written out; references are written in a shop file"],
  "field.required": ["validation", "is needed"],
  "field.secret-itself": ["validation", "must be the secret itself; references are written in a shop file"],
  "field.too-large": ["validation", "must be {most} at most"],
  "field.too-long": ["validation", "must hold {most} at most"],
  "field.too-short": ["validation", "must hold {least} at least"],
  "field.too-small": ["validation", "must be {least} at least"],
  "field.unknown": ["validation", "is not known"],
  "field.url": ["validation", "must be an http or https address"],
  "field.wrong": ["validation", "is not as it must be"],
  "file.empty": ["validation", "The body holds no file."],
  "link.amount": ["not-payable", "{reason}"],
  "link.cart-empty": ["not-payable", "There is nothing in the cart."],
  "link.limit": ["not-payable", "That would pass a limit of the shop: {reason}"],
  "link.no-rail": ["not-payable", "No rail is connected that could take the money."],
  "link.order-closed": ["not-payable", "The order is paid or closed already."],
  "list.cursor": ["validation", "is not one this list has given out"],
  "message.not-failed": ["conflict", "The message did not fail, or is on its way again."],
  "message.not-taken": ["validation", "The channel does not take this message: {reason}"],
  "order.changed": ["revision-changed", "The order is not where you saw it."],
  "order.not-cancellable": ["conflict", "The order is closed already."],
  "order.not-deliverable": ["conflict", "Only an order that is paid and not closed can be delivered."],
  "order.not-shippable": ["conflict", "Only a paid order that has not left can be shipped."],
  "owner.elsewhere": [
    "not-allowed",
    "Open the address that was printed when the server started: it proves that this server is yours.",
  ],
  "owner.exists": ["conflict", "The first owner's account exists already."],
  "product.currency": ["validation", "must be {currency}, the shop's currency"],
  "product.exists": ["conflict", "There is a product {sku} already."],
  "product.image": ["validation", "must be a path or an https address"],
  "product.option-twice": ["validation", "names the option {name} twice"],
  "product.price": ["validation", "must not be below zero"],
  "product.unnamed": ["validation", "must be written in one language at least"],
  "product.value-unknown": ["validation", "{value} is none of the option's values"],
  "profile.time-zone": ["validation", "is no time zone's name, such as Europe/Paris"],
  "refund.amount": ["validation", "must be an amount above zero in {currency}"],
  "refund.limit": ["conflict", "That would pass a limit of the shop: {reason}"],
  "refund.too-much": ["too-much", "{left} is left to go back."],
  "request.foreign-page": ["not-allowed", "The request comes from a page of another site."],
  "request.unreadable": ["validation", "The body cannot be read."],
  "sign-in.link-used": ["not-signed-in", "This link was used, or is too old."],
  "sign-in.wrong": ["not-signed-in", "This address and password do not go together."],
  "stock.changed": ["revision-changed", "The stock is not what you saw: some were sold meanwhile."],
  "stock.too-little": ["conflict", "There is less on the shelf than that."],
  "stock.uncounted": ["conflict", "No stock is counted of this product."],
};
