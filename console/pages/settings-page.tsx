import { Stack, Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { Answers } from "../features/settings/answers.tsx";
import { Connections } from "../features/settings/connections.tsx";
import { LimitsForm } from "../features/settings/limits-form.tsx";
import { Merchants } from "../features/settings/merchants.tsx";
import { Preferences } from "../features/settings/preferences.tsx";
import { ProfileForm } from "../features/settings/profile-form.tsx";
import { RailOrder } from "../features/settings/rail-order.tsx";
import { useKeysOn } from "../keys-on.ts";
import { useShop } from "../shop.tsx";
import { Frame } from "../ui/frame.tsx";
import { useWords } from "../words.tsx";
import { choose } from "./choose.ts";
import styles from "./settings-page.module.css";
import { useWhere } from "./where.ts";

const all = ["profile", "channels", "rails", "money", "selling", "answers", "preferences"] as const;

/** What an owner sets for the shop, and what everyone sets for herself. */
export function SettingsPage(): ReactNode {
  const w = useWords();
  const where = useWhere();
  const [keys, setKeys] = useKeysOn();
  const owner = useShop().role === "owner";
  const sections = owner ? all : (["preferences"] as const);
  const section = choose(where.params.section, sections);
  return (
    <Frame title={w("place.settings")}>
      <Tabs value={section} onChange={(next) => next !== null && where.settings(next)} keepMounted={false}>
        <Tabs.List mb="md" className={styles["tabs"] ?? ""}>
          {sections.map((value) => (
            <Tabs.Tab
              key={value}
              value={value}
              ref={(tab) => {
                if (value === section) tab?.scrollIntoView({ inline: "center", block: "nearest" });
              }}
            >
              {w(`settings.${value}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="profile">
          <ProfileForm />
        </Tabs.Panel>
        <Tabs.Panel value="channels">
          <Connections of="channel" />
        </Tabs.Panel>
        <Tabs.Panel value="rails">
          <Stack>
            <RailOrder />
            <Connections of="rail" />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="money">
          <LimitsForm />
        </Tabs.Panel>
        <Tabs.Panel value="selling">
          <Merchants />
        </Tabs.Panel>
        <Tabs.Panel value="answers">
          <Answers />
        </Tabs.Panel>
        <Tabs.Panel value="preferences">
          <Preferences keys={keys} onKeys={setKeys} />
        </Tabs.Panel>
      </Tabs>
    </Frame>
  );
}
