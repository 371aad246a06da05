import type { ReactNode } from "react";
import { AddressLayer, FlowLayer, ListLayer } from "./answer-layers.tsx";
import { AttachLayer, ContactLayer, LocationLayer } from "./attach-layers.tsx";
import { ChatLayer, MenuLayer } from "./chat-layers.tsx";
import { CustomersLayer } from "./customers.tsx";
import { PaymentLayer } from "./payment-order.tsx";
import { type Layer, usePhone } from "./phone-context.ts";
import { CartLayer, CatalogueLayer, ProductLayer } from "./shop-layers.tsx";
import { TroubleLayer } from "./trouble-panel.tsx";
import { BrowserLayer, FileLayer } from "./viewer-layers.tsx";

/** The pile of sheets and pages over the chat; only the top one can be used. */
export function Layers(): ReactNode {
  const { layers } = usePhone();
  return layers.map((layer, depth) => (
    // A layer never changes its place in the pile while it is there.
    <div key={`${depth}-${layer.kind}`} className="layer-slot" inert={depth < layers.length - 1}>
      <OneLayer layer={layer} />
    </div>
  ));
}

function OneLayer({ layer }: { readonly layer: Layer }): ReactNode {
  switch (layer.kind) {
    case "list":
      return <ListLayer message={layer.message} />;
    case "menu":
      return <MenuLayer message={layer.message} />;
    case "browser":
      return <BrowserLayer url={layer.url} />;
    case "file":
      return <FileLayer url={layer.url} name={layer.name} mimeType={layer.mimeType} />;
    case "flow":
      return <FlowLayer message={layer.message} />;
    case "address":
      return <AddressLayer message={layer.message} />;
    case "payment":
      return <PaymentLayer message={layer.message} />;
    case "attach":
      return <AttachLayer />;
    case "location":
      return <LocationLayer {...(layer.replyTo === undefined ? {} : { replyTo: layer.replyTo })} />;
    case "contact":
      return <ContactLayer />;
    case "catalogue": {
      const { only, title } = layer;
      return <CatalogueLayer {...(only === undefined ? {} : { only })} {...(title === undefined ? {} : { title })} />;
    }
    case "product":
      return <ProductLayer retailerId={layer.retailerId} />;
    case "cart":
      return <CartLayer />;
    case "chat":
      return <ChatLayer />;
    case "customers":
      return <CustomersLayer />;
    case "trouble":
      return <TroubleLayer />;
  }
}
