/** How a page looks to somebody who needs it to be legible: what is clipped, what fades into the background, where the focus is. */
import type { Frame } from "playwright-core";

/** Whether the element that a selector finds first has the keyboard: a page remembers its own focus while another has it. */
export async function focusOn(page: Frame, selector: string): Promise<boolean> {
  for (let frame = page, parent = page.parentFrame(); parent; frame = parent, parent = parent.parentFrame()) {
    const element = await frame.frameElement();
    if (!(await element.evaluate((each) => each === each.ownerDocument?.activeElement))) return false;
  }
  return page.evaluate((wanted) => document.activeElement === document.querySelector(wanted), selector);
}

/** What can be clicked and does not lie within the page's width, by its text. */
export const clipped = (page: Frame): Promise<string[]> =>
  page.evaluate(() => {
    const outside = [...document.querySelectorAll<HTMLElement>("button, textarea, summary, h2")].filter((each) => {
      const { left, right, width } = each.getBoundingClientRect();
      return width > 0 && (left < 0 || right > innerWidth + 0.5);
    });
    const { scrollWidth, clientWidth } = document.documentElement;
    const found = outside.map((each) => each.innerText || (each.getAttribute("aria-label") ?? each.tagName));
    return scrollWidth > clientWidth ? ["the page itself", ...found] : found;
  });

/** Places in an answer whose opening bracket ends the line before, by their text. */
export const torn = (page: Frame): Promise<string[]> =>
  page.evaluate(() => {
    const places = [...document.querySelectorAll<HTMLElement>(".answer .place")].filter((place) => {
      const bracket = (place.closest("code") ?? place).previousSibling;
      if (!(bracket instanceof Text && bracket.data.endsWith("("))) return false;
      const range = document.createRange();
      range.setStart(bracket, bracket.length - 1);
      range.setEnd(bracket, bracket.length);
      return range.getBoundingClientRect().bottom <= place.getBoundingClientRect().top;
    });
    return places.map((place) => place.innerText);
  });

/** Texts whose contrast to their background, as WCAG 2 counts it, is less than `least`. */
export const contrasts = (page: Frame, least: number): Promise<string[]> =>
  page.evaluate((wanted) => {
    type Colour = [red: number, green: number, blue: number, alpha: number];
    const parse = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const over = ([r, g, b, a]: Colour, [r2, g2, b2]: Colour): Colour => {
      const mix = (top: number, below: number): number => top * a + below * (1 - a);
      return [mix(r, r2), mix(g, g2), mix(b, b2), 1];
    };
    // The page itself is transparent: the side bar is behind it.
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.backgroundColor = "var(--vscode-sideBar-background)";
    const page = parse(getComputedStyle(probe).backgroundColor);
    probe.remove();
    const behind = (element: Element | null): Colour => {
      if (!element) return page;
      const own = parse(getComputedStyle(element).backgroundColor);
      return own[3] >= 1 ? own : over(own, behind(element.parentElement));
    };
    const luminance = (colour: Colour): number => {
      const linear = colour.slice(0, 3).map((each) => {
        const share = each / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
    };
    const texts = document.querySelectorAll(".turn h2, .answer p, .badge, .citation span, .question span, #likely h3");
    return [...texts].flatMap((each) => {
      const background = behind(each);
      const [one, two] = [over(parse(getComputedStyle(each).color), background), background].map(luminance) as [
        number,
        number,
      ];
      const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
      return ratio < wanted ? [`${each.textContent}: ${ratio.toFixed(1)}`] : [];
    });
  }, least);
