import type { Decision, InvoiceNews, Understood } from "#contracts/journey";
import type { Effect, InvoiceGiven } from "#domain/effect";
import type { Buyer } from "#domain/invoicing/buyer";
import type { BuyerField } from "#domain/invoicing/profiles";
import { say, tell, text } from "./say.ts";
import { idle, type State } from "./state.ts";

type Step = Decision<State>;
type Asking = Extract<State, { readonly at: "invoice" }>;

const step = (state: State, effects: readonly Effect[] = []): Step => ({ state, effects, consumed: true });

/** Asks the engine for an invoice, with what she said of its buyer. */
const request = (state: State, orderId: string | undefined, given?: InvoiceGiven): Step =>
  step(state, [
    {
      do: "request-invoice",
      ...(orderId === undefined ? {} : { orderId }),
      ...(given === undefined ? {} : { given }),
    },
  ]);

/** She wants an invoice: of the order named, else of the last one she paid. What stood open stays open. */
export const wantInvoice = (state: State, orderId?: string): Step => request(state, orderId);

/** Her own words while the buyer of an invoice is asked; undefined for a question, which is somebody else's. */
export function answerInvoice(state: Asking, { text: said }: Understood): Step | undefined {
  const quoted = /^["«“'](.+)["»”']$/u.exec(said.trim())?.[1];
  if (quoted === undefined && said.trim().endsWith("?")) return undefined;
  return request(state, state.orderId, { give: "field", field: state.field, text: quoted ?? said });
}

/** A tap under a question about an invoice. Undefined for other buttons. */
export function onInvoiceChoice(state: State, what: string | undefined, value: string): Step | undefined {
  const orderId = value === "" ? undefined : value;
  switch (what) {
    case "invoice":
      return wantInvoice(state, orderId);
    case "invoice-same":
    case "invoice-other":
      return request(state, orderId, { give: what === "invoice-same" ? "same" : "other" });
    case "invoice-skip":
      // An earlier question's button: there is nothing to leave out any more.
      return state.at === "invoice"
        ? request(state, state.orderId, { give: "nothing", field: state.field })
        : wantInvoice(state, orderId);
    case "invoice-leave":
      return leaveInvoice(state);
    default:
      return undefined;
  }
}

/** She would rather have none: nothing is kept open. */
export const leaveInvoice = (state: State): Step => step(state.at === "invoice" ? idle : state, [tell("invoice.left")]);

/** The question that stands open about an invoice. */
export function askBuyer(asking: Omit<Asking, "at">, wrong = false): readonly Effect[] {
  const { orderId, number, field, needed } = asking;
  const skip = needed ? [] : [{ id: `so:invoice-skip:${orderId}`, title: text("invoice.skip") }];
  return [
    ...(wrong ? [tell(`invoice.wrong-${field}`)] : []),
    say({
      kind: "buttons",
      body: text(questionOf(field, needed), { number }),
      buttons: [...skip, { id: `so:invoice-leave:${orderId}`, title: text("invoice.leave") }],
    }),
  ];
}

const questionOf = (field: BuyerField, needed: boolean): string =>
  field === "taxId" && !needed ? "invoice.ask-company" : `invoice.ask-${field}`;

/** What came of her wish, as it is told. A person sees to what the till does not offer. */
export function tellOfInvoice(state: State, news: InvoiceNews): Step {
  switch (news.event) {
    case "invoice-needs": {
      const { orderId, number, field, needed, wrong } = news;
      const asking = { orderId, number, field, needed };
      return step({ at: "invoice", ...asking }, askBuyer(asking, wrong));
    }
    case "invoice-known":
      return step(state, [
        say({
          kind: "buttons",
          body: text("invoice.known", { number: news.number, buyer: buyerLine(news.buyer) }),
          buttons: [
            { id: `so:invoice-same:${news.orderId}`, title: text("invoice.same") },
            { id: `so:invoice-other:${news.orderId}`, title: text("invoice.other") },
          ],
        }),
      ]);
    case "invoice-ready":
      return step(state.at === "invoice" ? idle : state, [
        say(
          {
            kind: "document",
            file: { file: "receipt", documentId: news.documentId },
            caption: text("invoice.ready", { invoice: news.invoiceNumber }),
            filename: `${news.invoiceNumber}.pdf`,
          },
          true,
        ),
      ]);
    case "invoice-refused":
      return refused(state.at === "invoice" ? idle : state, news);
  }
}

function refused(state: State, { reason, number }: Extract<InvoiceNews, { readonly event: "invoice-refused" }>): Step {
  if (reason !== "not-offered") return step(state, [tell(`invoice.${reason}`, { number: number ?? 0 })]);
  return step(state, [tell("pay.person-comes"), { do: "hand-over", reason: text("invoice.wanted") }]);
}

const buyerLine = ({ name, address, taxId }: Buyer): string =>
  [name, address, taxId].filter((part) => part !== undefined).join(", ");
