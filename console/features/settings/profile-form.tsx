import { Button, Group, MultiSelect, NumberInput, Select, Stack, TextInput, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactNode } from "react";
import type { Profile } from "#api/settings";
import { language as languageRule } from "#api/language";
import { Sheet } from "../../ui/frame.tsx";
import { Ready } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { languageNames, languages, useWords } from "../../words.tsx";
import { InvoicingShown } from "./invoicing-shown.tsx";
import { useProfile, useProfileChange } from "./questions.ts";

const zones = (current: string): string[] => {
  const all = Intl.supportedValuesOf("timeZone");
  return all.includes(current) ? all : [current, ...all];
};

function useProfileForm(profile: Profile) {
  const w = useWords();
  const toasts = useToasts();
  const change = useProfileChange();
  const form = useForm({
    initialValues: {
      name: profile.name,
      country: profile.country,
      languages: [...profile.languages] as string[],
      timeZone: profile.timeZone,
      linkLifeMinutes: profile.linkLifeMinutes,
      reminderAfterMinutes: profile.reminderAfterMinutes,
      legal: profile.legal.join("\n"),
    },
    validate: {
      name: (name) => (name.trim() === "" ? w("form.required") : null),
      country: (country) => (/^[A-Z]{2}$/.test(country) ? null : w("profile.country.rule")),
      languages: (list) => (list.length === 0 ? w("form.required") : null),
    },
  });
  const save = form.onSubmit((values) => {
    const spoken = values.languages.flatMap((tag) => languageRule.safeParse(tag).data ?? []);
    const legal = values.legal.split("\n").map((line) => line.trim());
    change.mutate(
      { ...values, languages: spoken, legal: legal.filter((line) => line !== "") },
      { onSuccess: () => toasts.done(w("settings.saved")), onError: (error) => toasts.failed(error) },
    );
  });
  return { form, save, saving: change.isPending };
}

function Fields({ profile }: { readonly profile: Profile }): ReactNode {
  const w = useWords();
  const { form, save, saving } = useProfileForm(profile);
  return (
    <form onSubmit={save} noValidate>
      <Stack maw={560}>
        <TextInput label={w("profile.name")} required {...form.getInputProps("name")} />
        <Group grow align="flex-start">
          <TextInput label={w("profile.country")} maxLength={2} required {...form.getInputProps("country")} />
          <TextInput
            label={w("profile.currency")}
            value={profile.currency}
            disabled
            inputWrapperOrder={["label", "input", "description"]}
            description={w("profile.currency.help")}
          />
        </Group>
        <MultiSelect
          label={w("profile.languages")}
          description={w("profile.languages.help")}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          {...form.getInputProps("languages")}
        />
        <Select
          label={w("profile.zone")}
          searchable
          allowDeselect={false}
          limit={60}
          data={zones(profile.timeZone)}
          {...form.getInputProps("timeZone")}
        />
        <Group grow align="flex-start">
          <NumberInput
            label={w("profile.link-life")}
            description={w("profile.minutes")}
            min={30}
            max={10_080}
            {...form.getInputProps("linkLifeMinutes")}
          />
          <NumberInput
            label={w("profile.reminder")}
            description={w("profile.minutes")}
            min={5}
            max={10_080}
            {...form.getInputProps("reminderAfterMinutes")}
          />
        </Group>
        <Textarea
          label={w("profile.legal")}
          description={w("profile.legal.help")}
          autosize
          minRows={3}
          {...form.getInputProps("legal")}
        />
        <Group>
          <Button type="submit" loading={saving} disabled={!form.isDirty()}>
            {w("act.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The shop's own settings. */
export const ProfileForm = (): ReactNode => (
  <Sheet>
    <Ready of={useProfile()}>
      {(profile) => (
        <>
          <Fields key={profile.slug} profile={profile} />
          <InvoicingShown invoicing={profile.invoicing} />
        </>
      )}
    </Ready>
  </Sheet>
);
