using System.Text.Json.Serialization;

namespace IncidentBot.BrowserTests.Support;

/// <summary>What a page's computed styles say about whether tired people can read and press it.</summary>
public static class Legibility
{
    /// <summary>WCAG 2.2 AA: 4.5 to 1, and 3 to 1 for large text. Backgrounds are blended from the root down, colours read through a canvas so that any notation counts.</summary>
    private const string Script =
        """
        () => {
          const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
          const known = new Map();
          const rgba = text => {
            if (!known.has(text)) { pen.clearRect(0, 0, 1, 1); pen.fillStyle = text; pen.fillRect(0, 0, 1, 1); const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data; known.set(text, [r, g, b, a / 255]); }
            return known.get(text);
          };
          const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
          const light = colour => { const [r, g, b] = colour.map(part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const ratio = (a, b) => { const [high, low] = [light(a), light(b)].sort((x, y) => y - x); return (high + 0.05) / (low + 0.05); };
          const grounds = new Map();
          const ground = element => { if (!grounds.has(element)) grounds.set(element, under(element)); return grounds.get(element); };
          const under = element => element ? over(rgba(getComputedStyle(element).backgroundColor), ground(element.parentElement)) : rgba(getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#fff");
          const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) && !element.closest(".unseen, .skip") && element.getBoundingClientRect().width > 1 && !getComputedStyle(element).clipPath.startsWith("inset(50%");
          const said = element => `${element.tagName.toLowerCase()}${element.className ? "." + String(element.className).trim().replace(/\s+/g, ".") : ""}${element.dataset.test ? `[${element.dataset.test}]` : ""} "${(element.textContent || element.value || "").trim().slice(0, 40)}"`;
          const small = [], pale = [], low = [];
          const text = (element, style, what) => {
            const size = parseFloat(style.fontSize), bold = style.fontWeight >= 700;
            if (size < 12) small.push(`${what}: ${size} px`);
            const below = ground(element), found = ratio(over(rgba(style.color), below), below);
            if (found < (size >= 24 || (size >= 18.66 && bold) ? 3 : 4.5)) pale.push(`${what}: ${found.toFixed(2)}`);
          };
          for (const element of document.body.querySelectorAll("*")) {
            if (!seen(element) || element.closest("option, datalist, script, style")) continue;
            const style = getComputedStyle(element);
            if ([...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) || element.matches("input:not([type=hidden], [type=checkbox]), textarea")) text(element, style, said(element));
            if (element.placeholder) text(element, getComputedStyle(element, "::placeholder"), `placeholder of ${said(element)}`);
            for (const pseudo of ["::before", "::after"]) { const other = getComputedStyle(element, pseudo); if (/^"[^"]*[^\s"]/.test(other.content) && other.display !== "none") text(element, other, `${pseudo} of ${said(element)}`); }
            if (element.matches("button, [role=button], summary, select, input:not([type=hidden], [type=checkbox]), textarea, label:has([type=checkbox])")) { const box = element.getBoundingClientRect(); if (box.height < 39.5 || box.width < 39.5) low.push(`${said(element)}: ${box.width.toFixed(0)} × ${box.height.toFixed(0)}`); }
          }
          const page = document.scrollingElement;
          const wide = page.scrollWidth > page.clientWidth ? [`page is ${page.scrollWidth} px wide in ${page.clientWidth}`, ...[...document.body.querySelectorAll("*")].filter(one => seen(one) && one.getBoundingClientRect().right > page.clientWidth + 1).slice(0, 5).map(said)] : [];
          return { small: [...new Set(small)], pale: [...new Set(pale)], low: [...new Set(low)], wide };
        }
        """;

    public static async Task<Findings> OfAsync(Visitor visitor) => await visitor.Page.EvaluateAsync<Findings>(Script);

    /// <summary>Text under 12 px, text too pale, controls too low for a thumb, what sticks out sideways.</summary>
    public sealed class Findings
    {
        [JsonPropertyName("small")]
        public string[] Small { get; set; } = [];

        [JsonPropertyName("pale")]
        public string[] Pale { get; set; } = [];

        [JsonPropertyName("low")]
        public string[] Low { get; set; } = [];

        [JsonPropertyName("wide")]
        public string[] Wide { get; set; } = [];
    }
}
