import {
  type ChatGateway,
  type ChatWay,
  type OrderDetails,
  type OrderItem,
  type OrderStatus,
  orderCurrencies,
} from "#domain/order-message";
import { checkFrame } from "./check-frame.ts";
import { type Check, atMost, counted, firstIn, firstOf, needed, neededAtMost, webAddress } from "./limits.ts";

const framed = { body: 1_024, headers: ["image"] } as const;

/** An order with its payment against Meta's rules ("Orders", "Payment gateways", "Payments Brazil", read in 2026). */
export function checkOrderDetails(message: OrderDetails): Check {
  const { country, currency, items, ways, expires } = message;
  return firstOf(
    checkFrame(message, framed),
    checkReference(message.reference),
    currency === orderCurrencies[country]
      ? undefined
      : { field: "currency", problem: `must be ${orderCurrencies[country]} in ${country}, not ${currency}` },
    counted("items", items.length, 1, 999),
    firstIn(items, (item, n) => checkItem(message, item, n)),
    checkPictures(message),
    checkSums(message),
    checkDiscount(message),
    expires && firstOf(instantOf("expires.at", expires.at), neededAtMost("expires.note", expires.note, 120)),
    counted("ways", ways.length, 1, 4),
    firstIn(ways, (way, n) => checkWay(message, way, `ways[${n}]`)),
    checkBeneficiaries(message),
  );
}

/** News of such an order. */
export function checkOrderStatus(message: OrderStatus): Check {
  const { payment, country } = message;
  return firstOf(
    checkFrame(message, framed),
    checkReference(message.reference),
    atMost("note", message.note, 120),
    payment &&
      firstOf(
        country === "BR" ? undefined : { field: "payment", problem: "is told in Brazil only: Meta knows it in India" },
        instantOf("payment.at", payment.at),
      ),
  );
}

/** India's rule, kept in both countries: Brazil's is wider. */
const checkReference = (reference: string): Check =>
  /^[A-Za-z0-9_.-]{1,35}$/.test(reference)
    ? undefined
    : { field: "reference", problem: "must be 1 to 35 letters A–Z, digits, _, . or -" };

const instantOf = (field: string, at: number): Check =>
  Number.isSafeInteger(at) && at > 0 ? undefined : { field, problem: "must be a moment in whole milliseconds" };

const amountOf = (field: string, amount: number | undefined, least = 0): Check =>
  amount === undefined || (Number.isSafeInteger(amount) && amount >= least)
    ? undefined
    : { field, problem: `must be a whole number of minor units, ${least} or more` };

function checkItem({ country, catalogueId }: OrderDetails, item: OrderItem, n: number): Check {
  const at = `items[${n}]`;
  const { amount, saleAmount, origin } = item;
  return firstOf(
    neededAtMost(`${at}.name`, item.name, 60),
    amountOf(`${at}.amount`, amount, 1),
    amountOf(`${at}.saleAmount`, saleAmount),
    saleAmount === undefined || saleAmount < amount
      ? undefined
      : { field: `${at}.saleAmount`, problem: "must be lower than the amount" },
    Number.isSafeInteger(item.quantity) && item.quantity >= 1
      ? undefined
      : { field: `${at}.quantity`, problem: "must be a whole number, 1 or more" },
    item.sku === undefined ? undefined : needed(`${at}.sku`, item.sku),
    item.image === undefined ? undefined : webAddress(`${at}.image`, item.image),
    country === "IN" && catalogueId === undefined && origin === undefined
      ? { field: `${at}.origin`, problem: "is needed in India where the order names no catalogue" }
      : undefined,
    origin &&
      firstOf(
        needed(`${at}.origin.country`, origin.country),
        needed(`${at}.origin.importer`, origin.importer),
        checkAddress(`${at}.origin.address`, origin.address),
      ),
  );
}

/** Items with pictures: at most ten, and then nothing of a catalogue. */
function checkPictures({ items, catalogueId }: OrderDetails): Check {
  if (items.every(({ image }) => image === undefined)) return undefined;
  return firstOf(
    counted("items", items.length, 1, 10),
    catalogueId === undefined
      ? undefined
      : { field: "catalogueId", problem: "must not be there where items have pictures" },
    firstIn(items, ({ sku }, n) =>
      sku === undefined
        ? undefined
        : { field: `items[${n}].sku`, problem: "must not be there where items have pictures" },
    ),
  );
}

/** subtotal = what the items cost; total = subtotal + tax + shipping − discount. */
function checkSums({ items, subtotal, tax, shipping = 0, discount, total }: OrderDetails): Check {
  const lines = items.reduce((sum, { amount, saleAmount, quantity }) => sum + (saleAmount ?? amount) * quantity, 0);
  const due = subtotal + tax + shipping - (discount?.amount ?? 0);
  return firstOf(
    amountOf("subtotal", subtotal),
    amountOf("tax", tax),
    amountOf("shipping", shipping),
    amountOf("discount.amount", discount?.amount),
    lines === subtotal ? undefined : { field: "subtotal", problem: `is ${subtotal}; the items cost ${lines}` },
    amountOf("total", total, 1),
    due === total
      ? undefined
      : { field: "total", problem: `is ${total}; subtotal + tax + shipping - discount is ${due}` },
  );
}

const checkDiscount = ({ discount }: OrderDetails): Check =>
  firstOf(atMost("discount.note", discount?.note, 60), atMost("discount.programme", discount?.programme, 60));

/** The fields each gateway takes of ours, and how long each may be. */
const extrasOf: Readonly<Record<ChatGateway, (name: string) => number | undefined>> = {
  razorpay: (name) => (name === "receipt" ? 40 : /^notes\.\w+$/.test(name) ? 256 : undefined),
  payu: (name) => (/^udf[1-4]$/.test(name) ? 255 : undefined),
  zaakpay: (name) => (/^extra[12]$/.test(name) ? 180 : undefined),
  billdesk: (name) => (/^additional_info[1-7]$/.test(name) ? 120 : undefined),
};

function checkWay({ country }: OrderDetails, way: ChatWay, at: string): Check {
  const only = (where: typeof country): Check =>
    country === where ? undefined : { field: `${at}.way`, problem: `${way.way} is taken in ${where} only` };
  switch (way.way) {
    case "gateway":
      return firstOf(only("IN"), neededAtMost(`${at}.configuration`, way.configuration, 60), checkExtras(way, at));
    case "upi-intent":
      return firstOf(
        only("IN"),
        /^upi:\/\/pay\?\S+$/.test(way.link) ? undefined : { field: `${at}.link`, problem: "must be a upi://pay? link" },
      );
    case "link":
      return webAddress(`${at}.url`, way.url);
    case "pix":
      return firstOf(
        only("BR"),
        needed(`${at}.code`, way.code),
        needed(`${at}.merchantName`, way.merchantName),
        needed(`${at}.key`, way.key),
      );
    case "boleto":
      return firstOf(only("BR"), needed(`${at}.digitableLine`, way.digitableLine));
  }
}

function checkExtras({ gateway, extras = {} }: Extract<ChatWay, { readonly way: "gateway" }>, at: string): Check {
  const notes = Object.keys(extras).filter((name) => name.startsWith("notes."));
  return firstOf(
    notes.length > 15 ? { field: `${at}.extras`, problem: "holds more than 15 notes" } : undefined,
    firstIn(Object.entries(extras), ([name, value]) => {
      const most = extrasOf[gateway](name);
      const field = `${at}.extras.${name}`;
      return most === undefined ? { field, problem: `is no field of ${gateway}` } : atMost(field, value, most);
    }),
  );
}

function checkBeneficiaries({ country, goods, beneficiaries = [] }: OrderDetails): Check {
  if (beneficiaries.length === 0) return undefined;
  if (country !== "IN" || goods !== "physical")
    return { field: "beneficiaries", problem: "are told in India and for physical goods only" };
  return firstIn(beneficiaries, (person, n) =>
    firstOf(
      neededAtMost(`beneficiaries[${n}].name`, person.name, 200),
      checkAddress(`beneficiaries[${n}]`, person),
      needed(`beneficiaries[${n}].state`, person.state),
    ),
  );
}

const checkAddress = (at: string, address: NonNullable<OrderItem["origin"]>["address"]): Check =>
  firstOf(
    neededAtMost(`${at}.line1`, address.line1, 100),
    atMost(`${at}.line2`, address.line2, 100),
    needed(`${at}.city`, address.city),
    /^\d{6}$/.test(address.postcode) ? undefined : { field: `${at}.postcode`, problem: "must be six digits" },
  );
