import type { ReactNode } from "react";
import type { PhoneMessage, PhoneProduct } from "../api.ts";
import { Choice } from "./choice.tsx";
import { Icon } from "./icons.tsx";
import { productName, usePhone } from "./phone-context.ts";
import { ProductPicture } from "./pictures.tsx";
import { useTexts } from "./texts.ts";
import { listAt, objectAt, textAt } from "./wire-content.ts";

/** One product in a message; opens its page. */
export function ProductCard({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { shop, language, push } = usePhone();
  const { say, price } = useTexts();
  const retailerId = textAt(message.content, "action", "product_retailer_id");
  const product = shop?.products.find((one) => one.retailerId === retailerId);
  return (
    <>
      <div className="product-card">
        <ProductPicture retailerId={retailerId} />
        <b dir="auto">{product === undefined ? retailerId : productName(product, language, shop)}</b>
        {product !== undefined && <span className="faint">{price(product.priceMinor, product.currency)}</span>}
      </div>
      <Choice icon="bag" label={say("viewProduct")} opens onTap={() => push({ kind: "product", retailerId })} />
    </>
  );
}

/** Several products, or the whole catalogue, in a message. */
export function ProductListCard({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { shop, push } = usePhone();
  const { say } = useTexts();
  const action = objectAt(message.content, "action");
  const listed = listAt(action, "sections").flatMap((section) =>
    listAt(section, "product_items").map((item) => textAt(item, "product_retailer_id")),
  );
  const thumbnail = textAt(action, "parameters", "thumbnail_product_retailer_id");
  const faces = listed.length > 0 ? listed : [thumbnail, ...(shop?.products ?? []).map(({ retailerId }) => retailerId)];
  const title = textAt(message.content, "header", "text") || say("catalogue");
  return (
    <>
      <div className="product-card product-card-many">
        {[...new Set(faces.filter((id) => id !== ""))].slice(0, 3).map((id) => (
          <ProductPicture key={id} retailerId={id} />
        ))}
      </div>
      <span className="faint">{say("itemCount", { count: listed.length || (shop?.products.length ?? 0) })}</span>
      <Choice
        icon="bag"
        label={say("viewItems")}
        opens
        onTap={() => push({ kind: "catalogue", title, ...(listed.length > 0 ? { only: listed } : {}) })}
      />
    </>
  );
}

/** A product in the catalogue, with how many of it lie in the cart. */
export function CatalogueRow({ product }: { readonly product: PhoneProduct }): ReactNode {
  const { shop, language, push } = usePhone();
  const { say, price } = useTexts();
  return (
    <li className={`catalogue-row ${product.available ? "" : "sold-out"}`}>
      <button
        type="button"
        className="catalogue-open"
        onClick={() => push({ kind: "product", retailerId: product.retailerId })}
      >
        <span className="thumb">
          <ProductPicture retailerId={product.retailerId} />
        </span>
        <span className="catalogue-words">
          <b dir="auto">{productName(product, language, shop)}</b>
          <span className="faint" dir="auto">
            {product.available ? price(product.priceMinor, product.currency) : say("soldOut")}
          </span>
        </span>
      </button>
      {product.available && <Quantity product={product} />}
    </li>
  );
}

/** Minus, count and plus; only a plus while there is none in the cart. */
export function Quantity({ product }: { readonly product: PhoneProduct }): ReactNode {
  const { cart, setCart, shop, language } = usePhone();
  const { say } = useTexts();
  const count = cart.get(product.retailerId) ?? 0;
  const name = productName(product, language, shop);
  const change = (quantity: number): void => {
    const next = new Map(cart);
    if (quantity <= 0) next.delete(product.retailerId);
    else next.set(product.retailerId, Math.min(99, quantity));
    setCart(next);
  };
  return (
    <div className="quantity">
      {count > 0 && (
        <>
          <button type="button" onClick={() => change(count - 1)} aria-label={say("oneLess", { name })}>
            <Icon name="minus" size={18} />
          </button>
          <span aria-live="polite">{count}</span>
        </>
      )}
      <button type="button" onClick={() => change(count + 1)} aria-label={say("oneMore", { name })}>
        <Icon name="plus" size={18} />
      </button>
    </div>
  );
}
