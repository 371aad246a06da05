import { Button, Group, Popover, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Product } from "#api/product";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useOptionWords } from "../../ui/option-words.ts";
import { useWords } from "../../words.tsx";
import { onSale } from "./cart-edits.ts";

type Chosen = Readonly<Record<string, string>>;

function Options(props: {
  readonly product: Product;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}): ReactNode {
  const { product, chosen, onChoose } = props;
  const w = useWords();
  const options = useOptionWords();
  return product.options.map((option) =>
    option.kind === "one-of" ? (
      <Select
        key={option.name}
        size="xs"
        label={options.name(option)}
        data={option.values.map((value) => ({ value, label: options.value(option, value) }))}
        value={chosen[option.name] ?? null}
        onChange={(value) => onChoose({ ...chosen, [option.name]: value ?? "" })}
        comboboxProps={{ withinPortal: false }}
      />
    ) : (
      <TextInput
        key={option.name}
        size="xs"
        label={options.name(option)}
        description={w("option.at-most", { most: option.maxLength })}
        maxLength={option.maxLength}
        value={chosen[option.name] ?? ""}
        onChange={(event) => onChoose({ ...chosen, [option.name]: event.currentTarget.value })}
      />
    ),
  );
}

/** Adds a product to the cart, with its options. */
export function ProductPicker({ onAdd }: { readonly onAdd: (sku: string, options: Chosen) => void }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const { slug } = useShop();
  const [open, setOpen] = useState(false);
  const [sku, setSku] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Chosen>({});
  const products = useQuery({
    queryKey: onSale(slug),
    queryFn: ({ signal }) => call("products", { params: { shop: slug }, query: { view: "on-sale" }, signal }),
    enabled: open,
  });
  const product = products.data?.find((one) => one.sku === sku);
  // Her own words may be left out, as in the chat; a choice may not.
  const ready = product?.options.every(({ name, kind }) => kind === "text" || chosen[name]) ?? false;
  const add = () => {
    if (!product || !ready) return;
    onAdd(product.sku, chosen);
    setSku(null);
    setChosen({});
    setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} width={280} trapFocus withArrow shadow="md" returnFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => setOpen(!open)}
          style={{ alignSelf: "flex-start" }}
        >
          {w("cart.add")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={w("cart.add")}>
        <Stack gap="xs">
          <Select
            size="xs"
            searchable
            label={w("cart.product")}
            data={(products.data ?? []).map((one) => ({
              value: one.sku,
              label: `${format.local(one.name)} · ${format.money(one.price)}`,
              disabled: one.stock === 0,
            }))}
            value={sku}
            onChange={(value) => {
              setSku(value);
              setChosen({});
            }}
            nothingFoundMessage={w("cart.no-product")}
            comboboxProps={{ withinPortal: false }}
            data-autofocus
          />
          {product && <Options product={product} chosen={chosen} onChoose={setChosen} />}
          <Group justify="flex-end">
            <Button size="compact-sm" disabled={!ready} onClick={add}>
              {w("act.add")}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
