import { ActionIcon, Button, Group, NumberInput, Popover, Stack, Switch } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Product } from "#api/product";
import { useFormat } from "../../format.ts";
import { Icon } from "../../ui/icons.tsx";
import { Pill } from "../../ui/pill.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { useProductActs } from "./questions.ts";

/** How many are left, changed in place; a sale meanwhile is never overwritten. */
export function StockCell({ product }: { readonly product: Product }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const toasts = useToasts();
  const { stock } = useProductActs();
  const [open, setOpen] = useState(false);
  const [count, setCount] = useState(product.stock ?? 0);
  const [counted, setCounted] = useState(product.stock !== null);
  const save = () => {
    const before = product.stock;
    const next = counted ? count : null;
    setOpen(false);
    stock.mutate(
      { sku: product.sku, body: { set: next, expected: before } },
      {
        onSuccess: () =>
          toasts.undoable(w("stock.changed", { name: format.local(product.name) }), () =>
            stock.mutate(
              { sku: product.sku, body: { set: before, expected: next } },
              { onError: (error) => toasts.failed(error) },
            ),
          ),
        onError: (error) => toasts.failed(error, w("stock.sold-meanwhile")),
      },
    );
  };
  return (
    <Popover opened={open} onChange={setOpen} trapFocus withArrow shadow="md" returnFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          rightSection={<Icon name="edit" size={13} />}
          aria-label={w("stock.edit", { name: format.local(product.name) })}
          onClick={() => {
            setCount(product.stock ?? 0);
            setCounted(product.stock !== null);
            setOpen(true);
          }}
        >
          {product.stock === null ? (
            w("stock.uncounted")
          ) : (
            <Pill tone={product.stock === 0 ? "alarm" : product.stock <= 3 ? "waiting" : "quiet"}>
              {w("stock.left", { count: product.stock })}
            </Pill>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={w("stock.edit", { name: format.local(product.name) })}>
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
              <ActionIcon
                variant="default"
                aria-label={w("stock.less")}
                onClick={() => setCount(Math.max(0, count - 1))}
              >
                <Icon name="minus" size={16} />
              </ActionIcon>
              <ActionIcon variant="default" aria-label={w("stock.more")} onClick={() => setCount(count + 1)}>
                <Icon name="plus" size={16} />
              </ActionIcon>
            </Group>
          )}
          <Button size="compact-sm" onClick={save}>
            {w("act.save")}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
