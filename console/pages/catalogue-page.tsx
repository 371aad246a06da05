import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback } from "react";
import { call } from "../api.ts";
import { ProductForm } from "../features/catalogue/product-form.tsx";
import { ProductList } from "../features/catalogue/product-list.tsx";
import { useShop } from "../shop.tsx";
import { Frame } from "../ui/frame.tsx";
import { Icon } from "../ui/icons.tsx";
import { Panel } from "../ui/panel.tsx";
import { Ready } from "../ui/ready.tsx";
import { useWords } from "../words.tsx";
import { choose } from "./choose.ts";
import { useWhere } from "./where.ts";

function EditPanel({ sku, onClose }: { readonly sku: string; readonly onClose: () => void }): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const product = useQuery({
    queryKey: [slug, "product", sku],
    queryFn: ({ signal }) => call("product", { params: { shop: slug, sku }, signal }),
    enabled: sku !== "new",
  });
  return (
    <Panel open title={w(sku === "new" ? "product.new" : "product.edit")} onClose={onClose}>
      {sku === "new" ? (
        <ProductForm product={undefined} onDone={onClose} />
      ) : (
        <Ready of={product}>{(found) => <ProductForm key={found.changedAt} product={found} onDone={onClose} />}</Ready>
      )}
    </Panel>
  );
}

/** What the shop sells. */
export function CataloguePage(): ReactNode {
  const w = useWords();
  const where = useWhere();
  const owner = useShop().role === "owner";
  const { filter } = where;
  const onFilter = useCallback(
    (change: { readonly view?: string; readonly search?: string }) =>
      filter({
        ...(change.view === undefined ? {} : { view: change.view }),
        ...(change.search === undefined ? {} : { q: change.search }),
      }),
    [filter],
  );
  const open = (sku: string) => where.go(`/s/${where.shop}/catalogue/${encodeURIComponent(sku)}`, where.search);
  const close = () => where.go(`/s/${where.shop}/catalogue`, where.search);
  return (
    <Frame
      title={w("place.catalogue")}
      tools={
        owner && (
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => open("new")}>
            {w("product.new")}
          </Button>
        )
      }
    >
      <ProductList
        view={choose(where.search.view, ["on-sale", "out-of-stock", "archived", "all"])}
        search={where.search.q ?? ""}
        onFilter={onFilter}
        onOpen={open}
      />
      {where.params.sku !== undefined && <EditPanel sku={where.params.sku} onClose={close} />}
    </Frame>
  );
}
