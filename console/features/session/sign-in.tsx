import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import type { Me } from "#api/session";
import { call } from "../../api.ts";
import { useProblemWords } from "../../ui/problem-words.ts";
import { Failed, Loading, Ready } from "../../ui/ready.tsx";
import { useWords } from "../../words.tsx";

const useEnter = (onIn: (me: Me) => void) => {
  const client = useQueryClient();
  return (me: Me) => {
    client.clear();
    client.setQueryData(["me"], me);
    onIn(me);
  };
};

function Refusal({ error }: { readonly error: Error | null }): ReactNode {
  const w = useWords();
  const problems = useProblemWords();
  if (!error) return null;
  return (
    <Text role="alert" size="sm" c="brick">
      {problems.of(error) ?? w("state.failed")}
    </Text>
  );
}

function SignIn({ onIn }: { readonly onIn: (me: Me) => void }): ReactNode {
  const w = useWords();
  const enter = useEnter(onIn);
  const form = useForm({ initialValues: { email: "", password: "" } });
  const signIn = useMutation({
    mutationFn: (body: typeof form.values) => call("signIn", { body }),
    onSuccess: enter,
  });
  return (
    <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
      <Stack>
        <TextInput
          label={w("sign-in.email")}
          type="email"
          required
          autoComplete="username"
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={w("sign-in.password")}
          required
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": w("sign-in.show") }}
          {...form.getInputProps("password")}
        />
        <Refusal error={signIn.error} />
        <Button type="submit" loading={signIn.isPending} fullWidth size="md">
          {w("sign-in.do")}
        </Button>
      </Stack>
    </form>
  );
}

function FirstOwner({ onIn }: { readonly onIn: (me: Me) => void }): ReactNode {
  const w = useWords();
  const enter = useEnter(onIn);
  const form = useForm({
    initialValues: { name: "", email: "", password: "" },
    validate: {
      name: (name) => (name.trim() === "" ? w("form.required") : null),
      password: (password) => (password.length < 10 ? w("sign-in.password.rule") : null),
    },
  });
  const create = useMutation({
    mutationFn: (body: typeof form.values) => call("createFirstOwner", { body }),
    onSuccess: enter,
  });
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack>
        <Text size="sm">{w("first-owner.text")}</Text>
        <TextInput label={w("first-owner.name")} required autoComplete="name" {...form.getInputProps("name")} />
        <TextInput
          label={w("sign-in.email")}
          type="email"
          required
          autoComplete="username"
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={w("sign-in.password")}
          description={w("sign-in.password.rule")}
          required
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": w("sign-in.show") }}
          {...form.getInputProps("password")}
        />
        <Refusal error={create.error} />
        <Button type="submit" loading={create.isPending} fullWidth size="md">
          {w("first-owner.do")}
        </Button>
      </Stack>
    </form>
  );
}

/** Signing in, or the first owner's account where there is none yet. */
export function Door({
  onIn,
  title,
}: {
  readonly onIn: (me: Me) => void;
  readonly title: (first: boolean) => ReactNode;
}): ReactNode {
  const session = useQuery({ queryKey: ["session"], queryFn: ({ signal }) => call("session", { signal }), retry: 1 });
  return (
    <Ready of={session} rows={3}>
      {({ firstRun }) => (
        <>
          {title(firstRun)}
          {firstRun ? <FirstOwner onIn={onIn} /> : <SignIn onIn={onIn} />}
        </>
      )}
    </Ready>
  );
}

/** Claims a one-time link, once. */
export function LinkClaim(props: {
  readonly token: string;
  readonly onIn: (me: Me) => void;
  readonly onElse: () => void;
}): ReactNode {
  const w = useWords();
  const enter = useEnter(props.onIn);
  const claim = useMutation({
    mutationFn: () => call("claimLink", { body: { token: props.token } }),
    onSuccess: enter,
  });
  const begun = useRef(false);
  const { mutate } = claim;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    mutate();
  }, [mutate]);
  if (claim.error)
    return (
      <Stack>
        <Failed error={claim.error} />
        <Text size="sm" ta="center">
          {w("link.used")}
        </Text>
        <Button variant="default" onClick={props.onElse}>
          {w("sign-in.do")}
        </Button>
      </Stack>
    );
  return <Loading rows={3} />;
}
