using System.Globalization;
using System.Net;
using System.Text;

namespace Utrace.EndToEnd.Tests.Clients;

/// <summary>Draws code with its squiggles and what is said of them, as an editor shows it.</summary>
internal static class Picture
{
    private const double Column = 8.4;
    private const int Row = 22;
    private const int Left = 52;
    private const int Top = 30;

    public static string Of(string code, IReadOnlyList<Squiggle> squiggles)
    {
        var lines = code.Split('\n');
        var height = Top + Row * (lines.Length + squiggles.Count) + 26;
        var width = Left + Column * Math.Max(lines.Max(line => line.Length), squiggles.Max(squiggle => Said(squiggle).Length)) + 20;
        var svg = new StringBuilder();
        Draw(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width:0}" height="{height}" font-family="monospace" font-size="14">""");
        Draw(svg, $"""<rect width="100%" height="100%" rx="8" fill="#16243a"/>""");
        for (var i = 0; i < lines.Length; i++)
        {
            Draw(svg, $"""<text x="16" y="{Top + Row * i}" fill="#5b708f">{i + 1,2}</text>""");
            Draw(svg, $"""<text x="{Left}" y="{Top + Row * i}" fill="#eef2f7" xml:space="preserve">{WebUtility.HtmlEncode(lines[i])}</text>""");
        }

        foreach (var squiggle in squiggles)
            Draw(svg, $"""<path d="{Wave(squiggle)}" fill="none" stroke="{Colour(squiggle)}" stroke-width="1.5"/>""");
        for (var i = 0; i < squiggles.Count; i++)
            Draw(svg, $"""<text x="16" y="{Top + Row * (lines.Length + i) + 12}" fill="{Colour(squiggles[i])}">{WebUtility.HtmlEncode(Said(squiggles[i]))}</text>""");
        return svg.Append("</svg>\n").ToString();
    }

    private static string Said(Squiggle squiggle) =>
        string.Create(CultureInfo.InvariantCulture, $"{squiggle.Line + 1}: {squiggle.Code} {squiggle.Message}");

    private static string Colour(Squiggle squiggle) => squiggle.Severity == 1 ? "#ff5c5c" : "#ffc04d";

    private static string Wave(Squiggle squiggle)
    {
        var y = Top + Row * squiggle.Line + 5;
        var path = new StringBuilder();
        for (var (x, up) = (Left + Column * squiggle.From, false); x <= Left + Column * squiggle.To; x += 3, up = !up)
            path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? "M" : " L")}{x:0.#} {(up ? y - 2 : y + 1)}");
        return path.ToString();
    }

    private static void Draw(StringBuilder svg, FormattableString element) => svg.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
