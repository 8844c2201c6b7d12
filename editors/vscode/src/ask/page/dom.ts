/** Making elements. Text is always text. */

type Child = Node | string | undefined | false;

interface Properties {
  class?: string;
  title?: string;
  label?: string;
  pressed?: boolean;
  onClick?: () => void;
}

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (properties.class) made.className = properties.class;
  if (properties.title) made.title = properties.title;
  if (properties.label) made.setAttribute("aria-label", properties.label);
  if (properties.pressed !== undefined) made.setAttribute("aria-pressed", String(properties.pressed));
  if (properties.onClick) made.addEventListener("click", properties.onClick);
  made.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return made;
}

export function iconButton(icon: string, label: string, onClick: () => void, pressed?: boolean): HTMLButtonElement {
  const properties = { class: "icon", title: label, label, onClick, ...(pressed !== undefined && { pressed }) };
  const button = element("button", properties, element("i", { class: `codicon codicon-${icon}` }));
  button.type = "button";
  return button;
}

/** A question's text: what stands between backquotes is a name. */
export function withCode(text: string): Child[] {
  return text.split(/`([^`\n]+)`/).map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

/**
 * What finds the element with the focus again once what is within another is made anew; undefined if it is not there.
 *
 * Goes by its label, or else by which of its kind it is.
 */
export function focusIn(within: HTMLElement): ((made: HTMLElement) => HTMLElement | undefined) | undefined {
  const focused = document.activeElement;
  if (!focused || !within.contains(focused)) return undefined;
  const label = focused.getAttribute("aria-label");
  const kind = focused.classList[0];
  const selector = label ? `[aria-label="${CSS.escape(label)}"]` : kind ? `.${CSS.escape(kind)}` : focused.localName;
  const index = [...within.querySelectorAll(selector)].indexOf(focused);
  return (made) => {
    const found = made.querySelectorAll<HTMLElement>(selector);
    return found[Math.min(index, found.length - 1)];
  };
}

export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}
