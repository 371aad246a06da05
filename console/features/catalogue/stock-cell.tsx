import { ActionIcon, Button, Group, NumberInput, Popover, Stack, Switch } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Product } from "#api/product";
import { useFormat } from "../../format.ts";
import { Icon } from "../../ui/icons.tsx";
import { Pill } from "../../ui/pill.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import styles from "./catalogue.module.css";
import { useProductActs } from "./questions.ts";

/** Sets the stock as it was seen, and offers to set it back. */
function useSetStock(product: Product): (next: number | null) => void {
  const w = useWords();
  const format = useFormat();
  const toasts = useToasts();
  const { stock } = useProductActs();
  const { sku, stock: before } = product;
  return (next) => {
    const undo = () =>
      stock.mutate({ sku, body: { set: before, expected: next } }, { onError: (error) => toasts.failed(error) });
    stock.mutate(
      { sku, body: { set: next, expected: before } },
      {
        onSuccess: () => toasts.undoable(w("stock.changed", { name: format.local(product.name) }), undo),
        onError: (error) => toasts.failed(error),
      },
    );
  };
}

function Edit({
  stock,
  onSet,
}: {
  readonly stock: number | null;
  readonly onSet: (next: number | null) => void;
}): ReactNode {
  const w = useWords();
  const [count, setCount] = useState(stock ?? 0);
  const [counted, setCounted] = useState(stock !== null);
  return (
    <Stack gap="xs">
      <Switch
        label={w("stock.count")}
        checked={counted}
        onChange={(event) => setCounted(event.currentTarget.checked)}
      />
      {counted && (
        <Group gap={6} align="flex-end">
          <NumberInput
            label={w("stock.on-shelf")}
            w={110}
            min={0}
            max={999_999}
            allowDecimal={false}
            hideControls
            value={count}
            onChange={(value) => setCount(Number(value) || 0)}
            data-autofocus
          />
          <ActionIcon variant="default" aria-label={w("stock.less")} onClick={() => setCount(Math.max(0, count - 1))}>
            <Icon name="minus" size={16} />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={w("stock.more")} onClick={() => setCount(count + 1)}>
            <Icon name="plus" size={16} />
          </ActionIcon>
        </Group>
      )}
      <Button size="compact-sm" onClick={() => onSet(counted ? count : null)}>
        {w("act.save")}
      </Button>
    </Stack>
  );
}

function Left({ stock }: { readonly stock: number | null }): ReactNode {
  const w = useWords();
  if (stock === null) return w("stock.uncounted");
  return (
    <Pill tone={stock === 0 ? "alarm" : stock <= 3 ? "waiting" : "quiet"}>{w("stock.left", { count: stock })}</Pill>
  );
}

/** How many are left, changed in place; a sale meanwhile is never overwritten. */
export function StockCell({ product }: { readonly product: Product }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const set = useSetStock(product);
  const [open, setOpen] = useState(false);
  const title = w("stock.edit", { name: format.local(product.name) });
  return (
    <Popover opened={open} onChange={setOpen} trapFocus withArrow shadow="md" returnFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          title={title}
          className={styles["stock"] ?? ""}
          rightSection={
            <span className={styles["pen"]}>
              <Icon name="edit" size={13} />
            </span>
          }
          onClick={() => setOpen(!open)}
        >
          <Left stock={product.stock} />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={title}>
        <Edit
          stock={product.stock}
          onSet={(next) => {
            setOpen(false);
            set(next);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
