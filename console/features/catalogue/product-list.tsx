import { ActionIcon, Menu, Table, TextInput, UnstyledButton } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { Product } from "#api/product";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { Chips } from "../../ui/chips.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useOptionWords } from "../../ui/option-words.ts";
import { ProductTile } from "../../ui/product-tile.tsx";
import { Empty, Ready } from "../../ui/ready.tsx";
import table from "../../ui/table.module.css";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import styles from "./catalogue.module.css";
import { type ProductListView, useProductActs, useProducts } from "./questions.ts";
import { StockCell } from "./stock-cell.tsx";

function Archive({ product }: { readonly product: Product }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const toasts = useToasts();
  const { change } = useProductActs();
  const name = format.local(product.name);
  // Promises, not callbacks: the row is gone from its list by the time an undo is done.
  const set = (archived: boolean, undo: boolean): void => {
    change.mutateAsync({ sku: product.sku, archived }).then(
      () => {
        const text = w(archived ? "product.archived" : "product.back", { name });
        if (undo) toasts.undoable(text, () => set(!archived, false));
        else toasts.done(text);
      },
      (error: unknown) => toasts.failed(error),
    );
  };
  return (
    <Menu.Item leftSection={<Icon name="archive" size={16} />} onClick={() => set(!product.archived, true)}>
      {w(product.archived ? "product.bring-back" : "product.archive")}
    </Menu.Item>
  );
}

function Row({ product, onOpen }: { readonly product: Product; readonly onOpen: (sku: string) => void }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const options = useOptionWords();
  const owner = useShop().role === "owner";
  const name = format.local(product.name) || product.sku;
  return (
    <Table.Tr>
      <Table.Td>
        <div className={styles["product"]}>
          <span className={styles["picture"]}>
            <ProductTile sku={product.sku} name={name} image={product.image} />
          </span>
          <div className={table["row"]}>
            {owner ? (
              <UnstyledButton className={table["open"]} onClick={() => onOpen(product.sku)}>
                {name}
              </UnstyledButton>
            ) : (
              name
            )}
            <small title={product.sku}>{product.sku}</small>
          </div>
        </div>
      </Table.Td>
      <Table.Td className={table["wide"]}>
        {product.options.map((option) => (
          <small key={option.name} className={styles["option"]}>
            {w("option.chosen", {
              name: options.name(option),
              value:
                option.kind === "one-of"
                  ? option.values.map((value) => options.value(option, value)).join(", ")
                  : w("product.own-words"),
            })}
          </small>
        ))}
      </Table.Td>
      <Table.Td>
        <StockCell product={product} />
      </Table.Td>
      <Table.Td className={table["amount"]}>{format.money(product.price)}</Table.Td>
      <Table.Td className={styles["acts"]}>
        {owner && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={w("product.menu", { name })}>
                <Icon name="more" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Icon name="edit" size={16} />} onClick={() => onOpen(product.sku)}>
                {w("act.edit")}
              </Menu.Item>
              <Archive product={product} />
            </Menu.Dropdown>
          </Menu>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

const views: readonly ProductListView[] = ["on-sale", "out-of-stock", "archived", "all"];

/** The catalogue: what is sold, for how much, and how many are left. */
export function ProductList(props: {
  readonly view: ProductListView;
  readonly search: string;
  readonly onFilter: (filter: { readonly view?: ProductListView; readonly search?: string }) => void;
  readonly onOpen: (sku: string) => void;
}): ReactNode {
  const w = useWords();
  const [typed, setTyped] = useState(props.search);
  const { onFilter } = props;
  useEffect(() => {
    const timer = setTimeout(() => typed !== props.search && onFilter({ search: typed }), 250);
    return () => clearTimeout(timer);
  }, [typed, props.search, onFilter]);
  return (
    <>
      <div className={table["tools"]}>
        <Chips
          label={w("list.views")}
          value={props.view}
          onChange={(view) => onFilter({ view })}
          chips={views.map((value) => ({ value, label: w(`products.view.${value}`) }))}
        />
        <TextInput
          type="search"
          aria-label={w("products.search")}
          placeholder={w("products.search")}
          leftSection={<Icon name="search" size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <Sheet flush>
        <Ready of={useProducts(props.view, props.search)} rows={6}>
          {(products) =>
            products.length === 0 ? (
              <Empty icon="catalogue" title={w("products.empty")} text={w("products.empty.text")} />
            ) : (
              <Table className={table["table"]} verticalSpacing="xs" horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{w("product.one")}</Table.Th>
                    <Table.Th className={table["wide"]}>{w("product.options")}</Table.Th>
                    <Table.Th>{w("product.stock")}</Table.Th>
                    <Table.Th className={table["amount"]}>{w("product.price")}</Table.Th>
                    <Table.Th className={styles["acts"]}>
                      <span className={styles["hidden"]}>{w("list.acts")}</span>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {products.map((product) => (
                    <Row key={product.sku} product={product} onOpen={props.onOpen} />
                  ))}
                </Table.Tbody>
              </Table>
            )
          }
        </Ready>
      </Sheet>
    </>
  );
}
