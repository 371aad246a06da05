import type { ChatWay, OrderAddress, OrderDetails, OrderItem, OrderStatus } from "#domain/order-message";
import { given } from "./json-fields.ts";

/** Amounts of orders are counted in hundredths: the minor units of both currencies. */
const amount = (value: number) => ({ value, offset: 100 });
const amountIf = (value: number | undefined) => (value === undefined ? undefined : amount(value));
const secondsOf = (at: number): number => Math.floor(at / 1_000);

/** The action of an order with its payment (`review_and_pay`). */
export function renderOrderDetails(order: OrderDetails): object {
  const { country, goods, currency, discount, expires, beneficiaries, catalogueId } = order;
  return {
    name: "review_and_pay",
    parameters: {
      reference_id: order.reference,
      type: `${goods}-goods`,
      ...(country === "BR" ? { payment_type: "br" } : {}),
      payment_settings: order.ways.map(settingOf),
      currency,
      total_amount: amount(order.total),
      ...given({ beneficiaries: beneficiaries?.map(beneficiaryOf) }),
      order: {
        status: "pending",
        ...given({ catalog_id: catalogueId }),
        items: order.items.map(itemOf),
        subtotal: amount(order.subtotal),
        tax: amount(order.tax),
        ...given({
          shipping: amountIf(order.shipping),
          discount: discount && {
            ...amount(discount.amount),
            ...given({ description: discount.note, discount_program_name: discount.programme }),
          },
          expiration: expires && { timestamp: String(secondsOf(expires.at)), description: expires.note },
        }),
      },
    },
  };
}

function settingOf(way: ChatWay): object {
  switch (way.way) {
    case "gateway":
      return {
        type: "payment_gateway",
        payment_gateway: {
          type: way.gateway,
          configuration_name: way.configuration,
          ...given({ [way.gateway]: way.extras && extrasOf(way.extras) }),
        },
      };
    case "upi-intent":
      return { type: "upi_intent_link", upi_intent_link: { link: way.link } };
    case "link":
      return { type: "payment_link", payment_link: { uri: way.url } };
    case "pix":
      return {
        type: "pix_dynamic_code",
        pix_dynamic_code: { code: way.code, merchant_name: way.merchantName, key: way.key, key_type: way.keyKind },
      };
    case "boleto":
      return { type: "boleto", boleto: { digitable_line: way.digitableLine } };
  }
}

/** Fields named `notes.x` are one group. */
function extrasOf(extras: Readonly<Record<string, string>>): object {
  const isNote = ([name]: readonly [string, string]): boolean => name.startsWith("notes.");
  const entries = Object.entries(extras);
  const notes = entries.filter(isNote).map(([name, value]) => [name.slice("notes.".length), value] as const);
  const plain = Object.fromEntries(entries.filter((entry) => !isNote(entry)));
  return { ...plain, ...(notes.length > 0 ? { notes: Object.fromEntries(notes) } : {}) };
}

function itemOf({ name, amount: price, saleAmount, quantity, sku, image, origin }: OrderItem): object {
  return {
    ...given({ retailer_id: sku, image: image === undefined ? undefined : { link: image } }),
    name,
    amount: amount(price),
    quantity,
    ...given({
      sale_amount: amountIf(saleAmount),
      country_of_origin: origin?.country,
      importer_name: origin?.importer,
      importer_address: origin && importerAddress(origin.address),
    }),
  };
}

const importerAddress = ({ line1, line2, city, state, postcode }: OrderAddress): object => ({
  address_line1: line1,
  ...given({ address_line2: line2 }),
  city,
  ...given({ zone_code: state }),
  postal_code: postcode,
  country_code: "IN",
});

const beneficiaryOf = ({
  name,
  line1,
  line2,
  city,
  state,
  postcode,
}: { readonly name: string } & OrderAddress): object => ({
  name,
  address_line1: line1,
  ...given({ address_line2: line2 }),
  city,
  ...given({ state }),
  country: "India",
  postal_code: postcode,
});

/** The action of an order's news (`review_order`). Meta writes `partially_shipped` with an underscore and a hyphen. */
export function renderOrderStatus({ reference, status, note, payment }: OrderStatus): object {
  return {
    name: "review_order",
    parameters: {
      reference_id: reference,
      order: {
        status: status === "partially-shipped" ? "partially_shipped" : status,
        ...given({ description: note }),
      },
      ...given({ payment: payment && { status: payment.status, timestamp: secondsOf(payment.at) } }),
    },
  };
}
