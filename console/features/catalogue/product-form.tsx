import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  NumberInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
  Textarea,
} from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import type { ReactNode } from "react";
import { type Product, sku as skuRule } from "#api/product";
import { ApiError } from "../../api.ts";
import { useShop } from "../../shop.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { languageNames, useWords } from "../../words.tsx";
import styles from "./catalogue.module.css";
import { type ProductValues, draftOf, valuesOf } from "./product-values.ts";
import { useProductActs } from "./questions.ts";

type Form = Pick<UseFormReturnType<ProductValues>, "values" | "getInputProps" | "insertListItem" | "removeListItem">;

function Options({ form }: { readonly form: Form }): ReactNode {
  const w = useWords();
  return (
    <Stack gap="xs">
      {form.values.options.map((option, n) => (
        <div key={option.key} className={styles["choice"]}>
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <TextInput flex={1} label={w("option.name")} {...form.getInputProps(`options.${n}.name`)} />
            <Select
              flex={1}
              label={w("option.kind")}
              allowDeselect={false}
              data={[
                { value: "one-of", label: w("option.one-of") },
                { value: "text", label: w("product.own-words") },
              ]}
              {...form.getInputProps(`options.${n}.kind`)}
            />
            <ActionIcon
              aria-label={w("option.remove", { name: option.name })}
              onClick={() => form.removeListItem("options", n)}
            >
              <Icon name="close" size={16} />
            </ActionIcon>
          </Group>
          {option.kind === "one-of" ? (
            <TagsInput
              mt="xs"
              label={w("option.values")}
              description={w("option.values.help")}
              {...form.getInputProps(`options.${n}.values`)}
            />
          ) : (
            <NumberInput
              mt="xs"
              label={w("option.longest")}
              min={1}
              max={500}
              {...form.getInputProps(`options.${n}.maxLength`)}
            />
          )}
        </div>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<Icon name="plus" size={14} />}
        style={{ alignSelf: "flex-start" }}
        onClick={() =>
          form.insertListItem("options", {
            key: crypto.randomUUID(),
            name: "",
            kind: "one-of",
            values: [],
            maxLength: 30,
          })
        }
      >
        {w("option.add")}
      </Button>
    </Stack>
  );
}

function Names({ form }: { readonly form: Form }): ReactNode {
  const w = useWords();
  const { languages } = useShop();
  return languages.map((language) => (
    <Fieldset key={language} legend={languageNames[language]}>
      <TextInput label={w("product.name")} {...form.getInputProps(`name.${language}`)} />
      <Textarea
        mt="xs"
        label={w("product.description")}
        autosize
        minRows={2}
        {...form.getInputProps(`description.${language}`)}
      />
    </Fieldset>
  ));
}

function PriceAndVat({ form }: { readonly form: Form }): ReactNode {
  const w = useWords();
  const { currency } = useShop();
  return (
    <Group grow align="flex-start">
      <TextInput
        label={w("product.price")}
        description={w("product.price.help")}
        inputMode="decimal"
        required
        rightSection={<Text size="xs">{currency}</Text>}
        {...form.getInputProps("price")}
      />
      <Select
        label={w("product.vat")}
        description={w("product.vat.help")}
        allowDeselect={false}
        data={(["standard", "reduced", "zero"] as const).map((value) => ({ value, label: w(`vat.${value}`) }))}
        {...form.getInputProps("vatClass")}
      />
    </Group>
  );
}

/** The first stock of a new product; later it changes in its own cell, where a sale meanwhile is never overwritten. */
function FirstStock({ form }: { readonly form: Form }): ReactNode {
  const w = useWords();
  return (
    <>
      <Switch label={w("stock.count")} {...form.getInputProps("counted", { type: "checkbox" })} />
      {form.values.counted && (
        <NumberInput label={w("stock.on-shelf")} min={0} allowDecimal={false} {...form.getInputProps("stock")} />
      )}
    </>
  );
}

function useSave(product: Product | undefined, onDone: () => void, onTaken: () => void) {
  const w = useWords();
  const toasts = useToasts();
  const { currency } = useShop();
  const { create, change } = useProductActs();
  const settle = {
    onSuccess: () => {
      toasts.done(w("product.saved"));
      onDone();
    },
    onError: (error: Error) => {
      if (error instanceof ApiError && error.problem.status === 409) onTaken();
      else toasts.failed(error);
    },
  };
  const save = (values: ProductValues) => {
    const draft = draftOf(values, currency);
    if (!draft) return;
    if (!product) return create.mutate(draft, settle);
    const { stock: _, ...rest } = draft;
    change.mutate({ ...rest, sku: product.sku }, settle);
  };
  return { save, saving: create.isPending || change.isPending };
}

type Edited = { readonly product: Product | undefined; readonly onDone: () => void };
/** Makes a product or changes one. */
export function ProductForm({ product, onDone }: Edited): ReactNode {
  const w = useWords();
  const { currency, languages } = useShop();
  const form = useForm<ProductValues>({
    initialValues: valuesOf(product, languages),
    validate: {
      sku: (value) => (product || skuRule.safeParse(value).success ? null : w("product.sku.rule")),
      price: (_, values) => (draftOf(values, currency) ? null : w("form.amount")),
      name: (name) => (Object.values(name).some((text) => text.trim()) ? null : w("form.required")),
    },
  });
  const { save, saving } = useSave(product, onDone, () => form.setFieldError("sku", w("product.sku.taken")));
  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
      <Stack>
        <TextInput
          label={w("product.sku")}
          description={w("product.sku.help")}
          disabled={product !== undefined}
          required
          {...form.getInputProps("sku")}
        />
        <Names form={form} />
        {form.errors["name"] && (
          <Text size="sm" c="brick" role="alert">
            {w("product.name")}: {form.errors["name"]}
          </Text>
        )}
        <PriceAndVat form={form} />
        {!product && <FirstStock form={form} />}
        <TextInput label={w("product.image")} placeholder="https://" {...form.getInputProps("image")} />
        <Fieldset legend={w("product.options")}>
          <Options form={form} />
        </Fieldset>
        <Group justify="flex-end">
          <Button type="submit" loading={saving}>
            {w("act.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
