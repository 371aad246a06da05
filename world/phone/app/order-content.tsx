import type { ReactNode } from "react";
import type { Json } from "../api.ts";
import { productName, usePhone } from "./phone-context.ts";
import { ProductPicture } from "./pictures.tsx";
import { useTexts } from "./texts.ts";
import { listAt, numberAt, textAt } from "./wire-content.ts";
import { Words } from "./words.tsx";

/** A cart the customer sent: pictures, count, total, and what is in it. */
export function OrderContent({ content }: { readonly content: Json }): ReactNode {
  const { shop, language } = usePhone();
  const { say, intl } = useTexts();
  const lines = listAt(content, "product_items").map((item) => ({
    id: textAt(item, "product_retailer_id"),
    quantity: numberAt(item, "quantity"),
    price: numberAt(item, "item_price"),
    currency: textAt(item, "currency"),
  }));
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const total = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const currency = lines[0]?.currency ?? "";
  const note = textAt(content, "text");
  return (
    <div className="order">
      <div className="order-head">
        <span className="thumb">{lines[0] !== undefined && <ProductPicture retailerId={lines[0].id} />}</span>
        <span>
          <b>{say("itemCount", { count })}</b>
          {currency !== "" && (
            <span className="faint">{intl.formatNumber(total, { style: "currency", currency })}</span>
          )}
        </span>
      </div>
      <ul className="order-lines">
        {lines.map(({ id, quantity }) => {
          const product = shop?.products.find(({ retailerId }) => retailerId === id);
          return (
            <li key={id} dir="auto">
              {quantity} × {product === undefined ? id : productName(product, language, shop)}
            </li>
          );
        })}
      </ul>
      {note !== "" && <Words text={note} />}
    </div>
  );
}
