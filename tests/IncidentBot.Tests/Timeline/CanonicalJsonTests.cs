using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Tests.Timeline;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void The_example_of_RFC_8785_section_3_2_2_comes_out_as_printed_there()
    {
        const string Input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string Expected = """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";
        Assert.Equal(Expected, CanonicalJson.Text(JsonNode.Parse(Input)));
        Assert.Equal(Encoding.UTF8.GetBytes(Expected), CanonicalJson.Bytes(JsonNode.Parse(Input)));
    }

    [Fact]
    public void Property_names_sort_by_UTF16_code_units_as_in_section_3_2_3()
    {
        const string Input = """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""";
        var values = JsonNode.Parse(CanonicalJson.Text(JsonNode.Parse(Input)))!.AsObject().Select(p => p.Value!.GetValue<string>());
        Assert.Equal(["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"], values);
    }

    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Numbers_come_out_as_in_appendix_B(string bits, string expected)
    {
        var value = BitConverter.Int64BitsToDouble(long.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        Assert.Equal(expected, CanonicalJson.Text(JsonValue.Create(value)));
        Assert.Equal(expected, CanonicalJson.Text(JsonNode.Parse(expected)));
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("12345678901234567890")]
    [InlineData("1e400")]
    public void A_number_that_a_double_does_not_hold_is_refused(string number) =>
        Assert.Throws<FormatException>(() => CanonicalJson.Text(JsonNode.Parse(number)));

    [Fact]
    public void Two_properties_of_one_name_are_refused()
    {
        using var document = JsonDocument.Parse("""{"a":1,"a":2}""");
        Assert.Throws<FormatException>(() => CanonicalJson.Text(document.RootElement));
    }

    [Fact]
    public void Every_double_reads_back_the_same() =>
        Gen.Double.Where(double.IsFinite).Sample(d => double.Parse(CanonicalJson.Text(JsonValue.Create(d)), CultureInfo.InvariantCulture) == d);

    [Fact]
    public void The_canonical_form_of_a_canonical_form_is_itself() =>
        Gen.Dictionary(Gen.String, Gen.String)[0, 8].Sample(pairs =>
        {
            var node = new JsonObject(pairs.DistinctBy(p => CleanText.AtTheDoor(p.Key)).Select(p => KeyValuePair.Create(CleanText.AtTheDoor(p.Key), (JsonNode?)CleanText.AtTheDoor(p.Value))));
            var once = CanonicalJson.Text(node);
            return once == CanonicalJson.Text(JsonNode.Parse(once)) && JsonNode.DeepEquals(node, JsonNode.Parse(once));
        });
}
