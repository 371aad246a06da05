import {
  ActionIcon,
  Badge,
  Button,
  type CSSVariablesResolver,
  Drawer,
  Loader,
  type MantineColorsTuple,
  Modal,
  Tooltip,
  createTheme,
} from "@mantine/core";

const tide: MantineColorsTuple = [
  "#e9f4f3",
  "#cfe6e4",
  "#a3cfcc",
  "#74b6b2",
  "#479c98",
  "#25837f",
  "#126e6b",
  "#0b5c5a",
  "#084a49",
  "#053735",
];
const leaf: MantineColorsTuple = [
  "#eaf5e9",
  "#d2e9d0",
  "#a6d3a3",
  "#78bb74",
  "#52a54e",
  "#388c35",
  "#2a7528",
  "#1f611e",
  "#174d17",
  "#0f380f",
];
const amber: MantineColorsTuple = [
  "#fdf3e0",
  "#f9e3bb",
  "#f1c980",
  "#e6ab48",
  "#d98a2b",
  "#bf7316",
  "#9b5a0b",
  "#804908",
  "#653907",
  "#482804",
];
const brick: MantineColorsTuple = [
  "#fceeea",
  "#f7d7ce",
  "#efb0a0",
  "#e48772",
  "#d6634c",
  "#c04a34",
  "#a83a26",
  "#8d2d1c",
  "#712315",
  "#52180e",
];
/** Warm paper: the neutral of everything that carries no state. */
const paper: MantineColorsTuple = [
  "#fbf9f5",
  "#f6f2ea",
  "#ece6da",
  "#ddd5c6",
  "#c4b9a7",
  "#9c907e",
  "#766b5c",
  "#5a5146",
  "#403930",
  "#272219",
];
const night: MantineColorsTuple = [
  "#ece7de",
  "#d2cbbf",
  "#b9b1a4",
  "#968d80",
  "#645c52",
  "#4a443c",
  "#39342d",
  "#27231f",
  "#1b1815",
  "#131110",
];

/** Good faces by name first: what a Linux desk calls its system's face is often the widest one it has. */
const sans =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Inter, "Noto Sans", Ubuntu, Cantarell, "Liberation Sans", system-ui, sans-serif';

/** The console's one look: warm paper, one deep teal, green for settled money and nothing else. */
export const theme = createTheme({
  primaryColor: "tide",
  primaryShade: { light: 7, dark: 6 },
  colors: { tide, leaf, amber, brick, gray: paper, dark: night, red: brick, green: leaf },
  black: "#211d17",
  fontFamily: sans,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontFamily: sans,
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.75rem", lineHeight: "2.25rem" },
      h2: { fontSize: "1.3125rem", lineHeight: "1.75rem" },
      h3: { fontSize: "1.0625rem", lineHeight: "1.5rem" },
    },
  },
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "1rem", lg: "1.125rem", xl: "1.3125rem" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  defaultRadius: "md",
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "20px" },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", size: 34, color: "gray" } }),
    Badge: Badge.extend({ defaultProps: { tt: "none", fw: 600 } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: true } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, radius: "lg" },
      styles: { title: { letterSpacing: "var(--tight)", fontSize: "1.25rem", fontWeight: 650 } },
    }),
    Drawer: Drawer.extend({ defaultProps: { position: "right", overlayProps: { backgroundOpacity: 0.25 } } }),
    Loader: Loader.extend({ defaultProps: { type: "dots" } }),
  },
});

/** Text on tinted grounds, per scheme: the kit's own tints are too pale to read (WCAG 2.2, 1.4.3). */
const tinted = (shade: number, ground: string) =>
  Object.fromEntries(
    ["tide", "leaf", "amber", "brick", "gray", "red", "green"].flatMap((name) => [
      [`--mantine-color-${name}-light-color`, `var(--mantine-color-${name}-${shade})`],
      [`--mantine-color-${name}-outline`, `var(--mantine-color-${name}-${shade})`],
      [`--mantine-color-${name}-text`, `var(--mantine-color-${name}-${shade})`],
      [`--mantine-color-${name}-light`, `color-mix(in srgb, var(--mantine-color-${name}-${ground}) 26%, var(--sheet))`],
      [
        `--mantine-color-${name}-light-hover`,
        `color-mix(in srgb, var(--mantine-color-${name}-${ground}) 40%, var(--sheet))`,
      ],
    ]),
  );

/** The theme's own surfaces and inks. */
export const surfaces: CSSVariablesResolver = () => ({
  variables: { "--tight": "-0.018em" },
  light: {
    "--mantine-color-body": "#fdfbf7",
    "--paper": "#f6f2ea",
    "--sheet": "#fffefb",
    "--line": "#e4dccd",
    "--line-strong": "#8f8473",
    "--ink": "#211d17",
    "--ink-soft": "#5e564a",
    "--accent": tide[7],
    "--accent-soft": "#dcebe8",
    "--settled": leaf[7],
    "--settled-soft": "#e2f0df",
    "--waiting": amber[7],
    "--waiting-soft": "#fbecd0",
    "--alarm": brick[7],
    "--alarm-soft": "#f9e1da",
    "--bubble-us": "#dcebe8",
    "--bubble-them": "#fffefb",
    "--mantine-color-dimmed": "#5e564a",
    "--mantine-color-placeholder": "#746a5c",
    "--mantine-color-error": brick[7],
    "--mantine-color-anchor": tide[7],
    ...tinted(8, "2"),
  },
  dark: {
    "--mantine-color-body": "#211d1a",
    "--paper": "#1a1714",
    "--sheet": "#2f2a24",
    "--line": "#514a40",
    "--line-strong": "#9c9283",
    "--ink": "#ece7de",
    "--ink-soft": "#bab2a5",
    "--accent": tide[3],
    "--accent-soft": "#1f3a38",
    "--settled": leaf[3],
    "--settled-soft": "#22371f",
    "--waiting": amber[3],
    "--waiting-soft": "#43321a",
    "--alarm": brick[2],
    "--alarm-soft": "#472a22",
    "--bubble-us": "#1f3a38",
    "--bubble-them": "#38322b",
    "--mantine-color-text": "#ece7de",
    "--mantine-color-dimmed": "#bab2a5",
    "--mantine-color-placeholder": "#a0978a",
    "--mantine-color-error": brick[2],
    "--mantine-color-anchor": tide[3],
    "--mantine-color-default": "#37312a",
    "--mantine-color-default-border": "#645b50",
    ...tinted(2, "7"),
  },
});
