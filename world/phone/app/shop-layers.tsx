import { type ReactNode, useState } from "react";
import type { PhoneProduct } from "../api.ts";
import { Icon } from "./icons.tsx";
import { LayerFrame } from "./layer.tsx";
import { productName, textIn, usePhone } from "./phone-context.ts";
import { ProductPicture } from "./pictures.tsx";
import { CatalogueRow, Quantity } from "./product-cards.tsx";
import { useTexts } from "./texts.ts";

function CartButton(): ReactNode {
  const { cart, push, layers } = usePhone();
  const { say } = useTexts();
  const count = [...cart.values()].reduce((sum, quantity) => sum + quantity, 0);
  if (count === 0 || layers.at(-1)?.kind === "cart") return null;
  return (
    <button
      type="button"
      className="round badged"
      onClick={() => push({ kind: "cart" })}
      aria-label={say("openCart", { count })}
    >
      <Icon name="cart" />
      <span className="badge" aria-hidden="true">
        {count}
      </span>
    </button>
  );
}

/** The shop's catalogue, or the products of one message. */
export function CatalogueLayer({
  only,
  title,
}: {
  readonly only?: readonly string[];
  readonly title?: string;
}): ReactNode {
  const { shop, cart, push } = usePhone();
  const { say } = useTexts();
  const products = (shop?.products ?? []).filter(({ retailerId }) => only === undefined || only.includes(retailerId));
  const count = [...cart.values()].reduce((sum, quantity) => sum + quantity, 0);
  return (
    <LayerFrame look="page" title={title ?? shop?.name ?? ""} actions={<CartButton />}>
      {products.length === 0 ? <p className="empty">{say("nothingHere")}</p> : null}
      <ul className="catalogue">
        {products.map((product) => (
          <CatalogueRow key={product.retailerId} product={product} />
        ))}
      </ul>
      {count > 0 && (
        <div className="bar">
          <button type="button" className="main-button" onClick={() => push({ kind: "cart" })}>
            {say("viewCart", { count })}
          </button>
        </div>
      )}
    </LayerFrame>
  );
}

/** One product: picture, price, words, how many, and a question about it. */
export function ProductLayer({ retailerId }: { readonly retailerId: string }): ReactNode {
  const { shop, language, push, closeAll, act } = usePhone();
  const { say, price } = useTexts();
  const product = shop?.products.find((one) => one.retailerId === retailerId);
  if (product === undefined) {
    return (
      <LayerFrame look="page" title={retailerId}>
        <p className="empty">{say("nothingHere")}</p>
      </LayerFrame>
    );
  }
  const name = productName(product, language, shop);
  const ask = async (): Promise<void> => {
    if (await act({ do: "ask-about", retailerId, text: say("askAbout", { name }) })) closeAll();
  };
  return (
    <LayerFrame look="page" title={name} actions={<CartButton />}>
      <div className="product-hero">
        <ProductPicture retailerId={retailerId} />
      </div>
      <div className="product-words">
        <p className="product-price">
          {product.available ? price(product.priceMinor, product.currency) : say("soldOut")}
        </p>
        <p dir="auto">{textIn(product.descriptions, language, shop)}</p>
        {product.available && (
          <div className="product-buy">
            <span>{say("inCart")}</span>
            <Quantity product={product} />
          </div>
        )}
        <button type="button" className="quiet-button" onClick={() => void ask()}>
          <Icon name="reply" size={18} /> {say("messageShop")}
        </button>
        <button type="button" className="quiet-button" onClick={() => push({ kind: "catalogue" })}>
          <Icon name="bag" size={18} /> {say("catalogue")}
        </button>
      </div>
    </LayerFrame>
  );
}

/** The cart: quantities, estimated total, a note, and sending it to the shop. */
export function CartLayer(): ReactNode {
  const { shop, cart, setCart, act, closeAll } = usePhone();
  const { say, price } = useTexts();
  const [note, setNote] = useState("");
  const [sending, setSending] = useState(false);
  const lines = [...cart].flatMap(([retailerId, quantity]) => {
    const product = shop?.products.find((one) => one.retailerId === retailerId);
    return product === undefined ? [] : [{ product, quantity }];
  });
  const total = lines.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0);
  const currency = lines[0]?.product.currency;
  const send = async (): Promise<void> => {
    setSending(true);
    const sent = await act({
      do: "send-cart",
      lines: lines.map(({ product, quantity }) => ({ retailerId: product.retailerId, quantity })),
      ...(note.trim() === "" ? {} : { note: note.trim() }),
    });
    setSending(false);
    if (!sent) return;
    setCart(new Map());
    closeAll();
  };
  return (
    <LayerFrame look="page" title={say("yourCart")}>
      {lines.length === 0 ? <p className="empty">{say("cartEmpty")}</p> : null}
      <ul className="catalogue">
        {lines.map(({ product }) => (
          <CartRow key={product.retailerId} product={product} />
        ))}
      </ul>
      {lines.length > 0 && currency !== undefined && (
        <form
          className="bar"
          onSubmit={(event) => {
            event.preventDefault();
            if (!sending) void send();
          }}
        >
          <label className="field">
            <span>{say("noteForShop")}</span>
            <input value={note} maxLength={1_024} onChange={({ target }) => setNote(target.value)} />
          </label>
          <p className="total" aria-live="polite">
            <span>{say("estimatedTotal")}</span>
            <b>{price(total, currency)}</b>
          </p>
          <button type="submit" className="main-button" disabled={sending}>
            {say("sendCart")}
          </button>
        </form>
      )}
    </LayerFrame>
  );
}

function CartRow({ product }: { readonly product: PhoneProduct }): ReactNode {
  const { shop, language, cart } = usePhone();
  const { price } = useTexts();
  return (
    <li className="catalogue-row">
      <span className="thumb">
        <ProductPicture retailerId={product.retailerId} />
      </span>
      <span className="catalogue-words">
        <b dir="auto">{productName(product, language, shop)}</b>
        <span className="faint">
          {price(product.priceMinor * (cart.get(product.retailerId) ?? 0), product.currency)}
        </span>
      </span>
      <Quantity product={product} />
    </li>
  );
}
