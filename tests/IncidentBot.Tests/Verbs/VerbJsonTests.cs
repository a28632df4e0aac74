using IncidentBot.Core;
using static IncidentBot.Tests.Verbs.SampleVerbs;
using Severity = IncidentBot.Tests.Verbs.SampleVerbs.Severity;

namespace IncidentBot.Tests.Verbs;

public sealed class VerbJsonTests
{
    [Fact]
    public void A_verb_is_its_name_and_its_arguments()
    {
        var written = All.Json.Serialize(new Open("Fire", null, Severity.High, Confidential: true, Drill: false));
        Assert.Equal(("declare", """{"title":"Fire","severity":"high","confidential":true}"""), written);
        Assert.Equal(new Open("Fire", null, Severity.High, true, false), All.Json.Deserialize("declare", written.Json));
    }

    [Theory]
    [InlineData("nothing", "{}", "unknown-verb")]
    [InlineData("note", "", "malformed")]
    [InlineData("note", "[]", "malformed")]
    [InlineData("note", """{"text":"a","text":"b"}""", "malformed")]
    [InlineData("note", """{"text":7}""", "malformed")]
    [InlineData("note", """{"text":null}""", "malformed")]
    [InlineData("note", """{"text":"\ud800"}""", "malformed")]
    [InlineData("note", """{"text":"a","Text":"b"}""", "unknown-member")]
    [InlineData("note", """{"text":"a","\ud800":"b"}""", "malformed")]
    [InlineData("note", "{}", "missing-argument")]
    [InlineData("note", """{"text":"  "}""", "missing-argument")]
    [InlineData("severity", """{"to":"worst"}""", "malformed")]
    [InlineData("task done", """{"number":1.5}""", "malformed")]
    [InlineData("merge", """{"into":"7"}""", "malformed")]
    [InlineData("update", """{"to":["a",null],"text":"x"}""", "malformed")]
    [InlineData("fact", """{"values":{"a":1}}""", "malformed")]
    public void What_is_not_exactly_right_is_refused(string name, string json, string code) =>
        Assert.Equal(code, Assert.Throws<RefusalException>(() => All.Json.Deserialize(name, json)).Refusal.Code);

    [Fact]
    public void What_may_be_left_out_may_be_null() =>
        Assert.Equal(new Rate(Severity.Critical, null), All.Json.Deserialize("severity", """{"to":1,"because":null}"""));
}
