import { SegmentedControl, Select, Stack, Switch, Text, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { language as languageRule } from "#api/language";
import { Sheet } from "../../ui/frame.tsx";
import { languageNames, languages, useLanguage, useWords } from "../../words.tsx";

/** What concerns this browser alone: language, light or dark, single-letter keys. */
export function Preferences(props: { readonly keys: boolean; readonly onKeys: (on: boolean) => void }): ReactNode {
  const w = useWords();
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Sheet>
      <Stack maw={420} gap="lg">
        <Select
          label={w("preferences.language")}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          value={language}
          allowDeselect={false}
          onChange={(value) => {
            const read = languageRule.safeParse(value);
            if (read.success) choose(read.data);
          }}
        />
        <div>
          <Text size="sm" fw={500} mb={4} id="scheme">
            {w("preferences.scheme")}
          </Text>
          <SegmentedControl
            fullWidth
            aria-labelledby="scheme"
            value={colorScheme}
            onChange={(value) => setColorScheme(value === "dark" ? "dark" : value === "light" ? "light" : "auto")}
            data={(["auto", "light", "dark"] as const).map((value) => ({
              value,
              label: w(`preferences.scheme.${value}`),
            }))}
          />
        </div>
        <Switch
          label={w("preferences.keys")}
          description={w("preferences.keys.help")}
          checked={props.keys}
          onChange={(event) => props.onKeys(event.currentTarget.checked)}
        />
      </Stack>
    </Sheet>
  );
}
