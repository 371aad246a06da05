import { useFormat } from "../../format.ts";
import { Button, Fieldset, Group, NumberInput, Select, Stack, Switch, Text, TextInput, Textarea } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import type { ReactNode } from "react";
import { type Product, sku as skuRule } from "#api/product";
import type { RefusalCode } from "#api/refusal";
import { ApiError } from "../../api.ts";
import { useShop } from "../../shop.tsx";
import { useProblemWords } from "../../ui/problem-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { languageNames, useWords } from "../../words.tsx";
import { ProductOptions } from "./product-options.tsx";
import { type ProductValues, draftOf, valuesOf } from "./product-values.ts";
import { useProductActs } from "./questions.ts";

type Form = Pick<UseFormReturnType<ProductValues>, "values" | "getInputProps">;

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

type Place = "sku" | "image";
/** Fields a reason of the server's is said beside; the others are told at the edge of the screen. */
const places: Readonly<Partial<Record<RefusalCode, Place>>> = { "product.exists": "sku", "product.image": "image" };

function useSave(product: Product | undefined, onDone: () => void, onWrong: (place: Place, why: string) => void) {
  const w = useWords();
  const problems = useProblemWords();
  const toasts = useToasts();
  const { currency } = useShop();
  const { create, change } = useProductActs();
  const settle = {
    onSuccess: () => {
      toasts.done(w("product.saved"));
      onDone();
    },
    onError: (error: Error) => {
      const place = error instanceof ApiError ? places[error.code] : undefined;
      if (place) onWrong(place, problems.of(error) ?? "");
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
  const format = useFormat();
  const { currency, languages } = useShop();
  const form = useForm<ProductValues>({
    initialValues: valuesOf(product, languages, format.field),
    validate: {
      sku: (value) => (product || skuRule.safeParse(value).success ? null : w("product.sku.rule")),
      price: (_, values) => (draftOf(values, currency) ? null : w("form.amount")),
      image: (image) => (/^$|^(https:\/\/|\/)\S*$/.test(image.trim()) ? null : w("form.https")),
      name: (name) => (Object.values(name).some((text) => text.trim()) ? null : w("form.required")),
    },
  });
  const { save, saving } = useSave(product, onDone, (place, why) => form.setFieldError(place, why));
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
          <ProductOptions
            options={form.values.options}
            onChange={(options) => form.setFieldValue("options", [...options])}
          />
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
