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

/** Makes a product or changes one. */
export function ProductForm({
  product,
  onDone,
}: {
  readonly product: Product | undefined;
  readonly onDone: () => void;
}): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const { currency, languages } = useShop();
  const { create, change } = useProductActs();
  const form = useForm<ProductValues>({
    initialValues: valuesOf(product, languages),
    validate: {
      sku: (value) => (skuRule.safeParse(value).success ? null : w("product.sku.rule")),
      price: (_, values) => (draftOf(values, currency) ? null : w("form.amount")),
      name: (name) => (Object.values(name).some((text) => text.trim()) ? null : w("form.required")),
    },
  });
  const save = (values: ProductValues) => {
    const draft = draftOf(values, currency);
    if (!draft) return;
    const settle = {
      onSuccess: () => {
        toasts.done(w("product.saved"));
        onDone();
      },
      onError: (error: Error) => {
        if (error instanceof ApiError && error.problem.status === 409)
          form.setFieldError("sku", w("product.sku.taken"));
        else toasts.failed(error);
      },
    };
    if (product) change.mutate({ ...draft, sku: product.sku }, settle);
    else create.mutate(draft, settle);
  };
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
            {form.errors["name"]}
          </Text>
        )}
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
        <Switch label={w("stock.count")} {...form.getInputProps("counted", { type: "checkbox" })} />
        {form.values.counted && (
          <NumberInput label={w("stock.on-shelf")} min={0} allowDecimal={false} {...form.getInputProps("stock")} />
        )}
        <TextInput label={w("product.image")} placeholder="https://" {...form.getInputProps("image")} />
        <Fieldset legend={w("product.options")}>
          <Options form={form} />
        </Fieldset>
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending || change.isPending}>
            {w("act.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
