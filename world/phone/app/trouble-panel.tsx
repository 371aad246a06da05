import { type ReactNode, useState } from "react";
import type { Faults, Score } from "../api.ts";
import { Switch } from "./chat-layers.tsx";
import { Icon } from "./icons.tsx";
import { LayerFrame } from "./layer.tsx";
import { usePhone } from "./phone-context.ts";
import { commandTill, forwardClock, setFaults } from "./phone-server.ts";
import { type TextId, useTexts } from "./texts.ts";

const switches: readonly { readonly name: keyof Faults; readonly label: TextId; readonly hint: TextId }[] = [
  { name: "double", label: "faultDouble", hint: "faultDoubleHint" },
  { name: "reverse", label: "faultReverse", hint: "faultReverseHint" },
  { name: "delay", label: "faultDelay", hint: "faultDelayHint" },
  { name: "losePayment", label: "faultLose", hint: "faultLoseHint" },
];

const journeys: readonly { readonly label: TextId; readonly ms: number }[] = [
  { label: "forwardHour", ms: 3_600_000 },
  { label: "forwardDay", ms: 86_400_000 },
  { label: "forwardWeek", ms: 7 * 86_400_000 },
];

/** "Want to see it break?": faults, the till's process, time, and what came of it. */
export function TroublePanel(): ReactNode {
  const { state, tell } = usePhone();
  const texts = useTexts();
  const { say } = texts;
  const [busy, setBusy] = useState(false);
  const { controls } = state;
  if (controls === undefined) return null;
  const run = (wish: Promise<unknown>): void => {
    setBusy(true);
    void wish.catch((failure: Error) => tell(failure.message)).finally(() => setBusy(false));
  };
  const { till, faults, score } = controls;
  return (
    <div className="trouble">
      <p className="faint">{say("troubleIntro")}</p>
      <Verdict score={score} />
      <div className="trouble-part">
        {switches.map(({ name, label, hint }) => (
          <Switch
            key={name}
            label={say(label)}
            hint={say(hint)}
            on={faults[name]}
            onChange={(on) => run(setFaults({ [name]: on }))}
          />
        ))}
      </div>
      <div className="trouble-part">
        <output className={`till-state till-${till.state}`}>
          <i aria-hidden="true" />
          {say(`till_${till.state}`)}
          {till.starts > 1 && <span className="faint">{say("tillStarts", { count: till.starts })}</span>}
        </output>
        <div className="pair">
          <button type="button" className="danger-button" disabled={busy} onClick={() => run(commandTill("kill"))}>
            <Icon name="bolt" size={18} /> {say("killTill")}
          </button>
          <button type="button" className="quiet-button" disabled={busy} onClick={() => run(commandTill("restart"))}>
            {say("restartTill")}
          </button>
        </div>
      </div>
      <fieldset className="trouble-part">
        <legend>
          {say("timeTravel")}
          <span className="faint">
            {texts.intl.formatDate(controls.now, { weekday: "short", day: "numeric", month: "short" })}
            {", "}
            {texts.time(controls.now)}
          </span>
        </legend>
        <div className="pair">
          {journeys.map(({ label, ms }) => (
            <button
              type="button"
              key={label}
              className="quiet-button"
              disabled={busy}
              onClick={() => run(forwardClock(ms))}
            >
              {say(label)}
            </button>
          ))}
        </div>
      </fieldset>
      <Counters score={score} />
    </div>
  );
}

function Verdict({ score }: { readonly score: Score }): ReactNode {
  const { say } = useTexts();
  const clean = score.lost === 0 && score.doubled === 0;
  return (
    <output className={`verdict ${clean ? "verdict-clean" : "verdict-broken"}`}>
      <span>
        <b>{score.lost}</b> {say("scoreLost", { count: score.lost })}
      </span>
      <span>
        <b>{score.doubled}</b> {say("scoreDoubled", { count: score.doubled })}
      </span>
      <span>
        <b>{score.recovered}</b> {say("scoreRecovered", { count: score.recovered })}
      </span>
    </output>
  );
}

const counters: readonly { readonly name: keyof Score; readonly label: TextId }[] = [
  { name: "sent", label: "countSent" },
  { name: "twice", label: "countTwice" },
  { name: "overtaken", label: "countOvertaken" },
  { name: "dropped", label: "countDropped" },
  { name: "retried", label: "countRetried" },
  { name: "paid", label: "countPaid" },
  { name: "receipted", label: "countReceipted" },
  { name: "waiting", label: "countWaiting" },
];

function Counters({ score }: { readonly score: Score }): ReactNode {
  const { say, intl } = useTexts();
  return (
    <dl className="counters">
      {counters.map(({ name, label }) => (
        <div key={name}>
          <dt>{say(label)}</dt>
          <dd>{intl.formatNumber(score[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The panel as a sheet, where there is no room beside the phone. */
export function TroubleLayer(): ReactNode {
  const { say } = useTexts();
  return (
    <LayerFrame look="sheet" title={say("troubleTitle")} className="tall">
      <TroublePanel />
    </LayerFrame>
  );
}
