using IncidentBot.TeamsFake.Cards;

namespace IncidentBot.Tests.Teams.Fake;

/// <summary>What Teams does not take, the fake does not take either.</summary>
public sealed class FakeTeamsStrictnessTests
{
    [Theory]
    [InlineData("""{"type":"message","text":"x","nonsense":1}""", "400 BadSyntax")]
    [InlineData("""{"type":"message","text":5}""", "400 BadSyntax")]
    [InlineData("""{"text":"x"}""", "400 BadSyntax")]
    [InlineData("""{"type":"message"}""", "400 BadSyntax")]
    [InlineData("""{"type":"conversationUpdate"}""", "400 BadSyntax")]
    [InlineData("""{"type":"message","text":"x","textFormat":"html"}""", "400 BadArgument")]
    [InlineData("""{"type":"message","text":"x","from":{"id":"28:somebody-else"}}""", "400 BadArgument")]
    [InlineData("""{"type":"message","text":"x","entities":[{"type":"mention","text":"<at>Megan</at>","mentioned":{"id":"29:x"}}]}""", "400 BadArgument")]
    [InlineData("""{"type":"message","text":"<at>Megan</at>","entities":[{"type":"mention","text":"<at>Megan</at>","mentioned":{"id":"29:x"}}]}""", "400 BadArgument")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"text/weird","content":{}}]}""", "400 BadArgument")]
    [InlineData("""{"type":"message","attachments":[{"content":{}}]}""", "400 BadSyntax")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":"{}"}]}""", "400 BadArgument")]
    [InlineData("""{"type":"message",""", "400 BadSyntax")]
    [InlineData("""{"type":"typing"}""", "201 ")]
    [InlineData("""{"type":"message","text":"x"}""", "201 ")]
    public async Task A_wrong_activity_gets_its_code(string activity, string answer)
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (status, body, _) = await scene.CallAsync(HttpMethod.Post, $"teams/v3/conversations/{scene.Teams.Team.Id}/activities", activity);
        Assert.Equal(answer, $"{status} {body?["error"]?["code"]}");
        Assert.Equal(status == 201 ? 0 : 1, scene.Teams.Wrongs.Count);
    }

    [Theory]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","wrap":true}],"actions":[{"type":"Action.Execute","title":"Go","verb":"go","data":{"a":1},"fallback":{"type":"Action.Submit","title":"Go"}}]}""", null)]
    [InlineData("""{"type":"AdaptiveCard","version":"1.6","body":[]}""", "version 1.6 is not one from 1.0 to 1.5")]
    [InlineData("""{"type":"AdaptiveCard","body":[]}""", "version  is not one from 1.0 to 1.5")]
    [InlineData("""{"type":"Card","version":"1.5"}""", "the content is no object of type AdaptiveCard")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlok","text":"x"}]}""", "card/AdaptiveCard[0]: unknown type TextBlok")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock"}]}""", "card/AdaptiveCard[0]/TextBlock: text is missing")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","colour":"good"}]}""", "card/AdaptiveCard[0]/TextBlock: unknown property colour")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","color":"green"}]}""", "card/AdaptiveCard[0]/TextBlock: color is green, not one of default, dark, light, accent, good, warning, attention")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","wrap":"true"}]}""", "card/AdaptiveCard[0]/TextBlock: wrap is String")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"Input.Text","id":"a"},{"type":"Input.Text","id":"a"}]}""", "card/AdaptiveCard[1]/Input.Text: the id a is there twice")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.3","actions":[{"type":"Action.Execute","title":"Go"}]}""", "card/AdaptiveCard[0]/Action.Execute: not in version 1.3")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"ColumnSet","columns":[{"items":[{"type":"Image"}]}]}]}""", "card/AdaptiveCard[0]/ColumnSet[0]/Column[0]/Image: url is missing")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","refresh":{"action":{"type":"Action.Submit"}}}""", "refresh needs an action of type Action.Execute")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","refresh":{"action":{"type":"Action.Execute"},"userIds":["alex"]}}""", "refresh has alex among its userIds")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"<at>A</at>"}],"msteams":{"entities":[{"type":"mention","text":"<at>A</at>","mentioned":{"id":"nobody"}}]}}""", "there is nobody with the mentioned id nobody")]
    public void A_card_is_held_against_its_schema(string card, string? wrong) => Assert.Equal(wrong, CardRules.Wrong(System.Text.Json.Nodes.JsonNode.Parse(card), id => id != "nobody"));

    [Fact]
    public async Task A_message_is_measured_as_a_whole_in_UTF16()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var path = $"teams/v3/conversations/{scene.Teams.Team.Id}/activities";
        Assert.Equal(201, (await scene.CallAsync(HttpMethod.Post, path, $$"""{"type":"message","text":"{{new string('x', 50 * 1024)}}"}""".Replace("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"", "\"", StringComparison.Ordinal))).Status);
        var (status, body, _) = await scene.CallAsync(HttpMethod.Post, path, $$"""{"type":"message","text":"{{new string('x', 50 * 1024)}}"}""");
        Assert.Equal((413, "MessageSizeTooBig"), (status, (string?)body!["error"]!["code"]));
    }

    [Theory]
    [InlineData("GET", "v1.0/users?$orderby=displayName", null, "400 BadRequest")]
    [InlineData("GET", "v1.0/users?$filter=mail like 'x'", null, "400 BadRequest")]
    [InlineData("GET", "v1.0/users?$filter=shoeSize eq '44'", null, "400 BadRequest")]
    [InlineData("GET", "v1.0/users?$select=shoeSize", null, "400 BadRequest")]
    [InlineData("GET", "v1.0/nothing", null, "400 BadRequest")]
    [InlineData("PUT", "v1.0/users", null, "405 Request_BadRequest")]
    [InlineData("GET", "v1.0/teams/19:x@thread.tacv2", null, "400 BadRequest")]
    [InlineData("POST", "v1.0/teams/TEAM/channels", """{"displayName":"x","color":"red"}""", "400 BadRequest")]
    [InlineData("POST", "v1.0/teams/TEAM/channels", """{"description":"x"}""", "400 BadRequest")]
    [InlineData("POST", "v1.0/teams/TEAM/channels", """{"displayName":5}""", "400 BadRequest")]
    [InlineData("POST", "v1.0/teams/TEAM/channels", """{"displayName":"x","membershipType":"secret"}""", "400 BadRequest")]
    [InlineData("POST", "v1.0/teams/TEAM/channels", """{"displayName":"x","membershipType":"private"}""", "400 BadRequest")]
    [InlineData("POST", "v1.0/teams/TEAM/channels", "nonsense", "400 BadRequest")]
    [InlineData("POST", "v1.0/teams/TEAM/channels/CHANNEL/messages", """{"body":{"content":"x"}}""", "401 Unauthorized")]
    [InlineData("POST", "v1.0/teams/TEAM/channels/CHANNEL/members", """{"@odata.type":"#microsoft.graph.aadUserConversationMember","user@odata.bind":"https://graph.microsoft.com/v1.0/users('alex@acme.example')"}""", "400 BadRequest")]
    [InlineData("POST", "v1.0/teams/TEAM/members", """{"@odata.type":"#microsoft.graph.aadUserConversationMember","user@odata.bind":"http://127.0.0.1/v1.0/users('alex@acme.example')"}""", "400 BadRequest")]
    [InlineData("POST", "v1.0/chats", """{"chatType":"oneOnOne","members":[]}""", "400 BadRequest")]
    [InlineData("GET", "v1.0/teams('TEAM')?$select=id", null, "200 ")]
    public async Task A_wrong_call_of_Graph_gets_its_code(string verb, string path, string? body, string answer)
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        path = path.Replace("TEAM", scene.Teams.Team.GroupId, StringComparison.Ordinal).Replace("CHANNEL", scene.Teams.Team.Id, StringComparison.Ordinal);
        var (status, said, _) = await scene.CallAsync(new HttpMethod(verb), path, body, "https://graph.microsoft.com");
        Assert.Equal(answer, $"{status} {said?["error"]?["code"]}");
        Assert.Equal(status == 200 ? 0 : 1, scene.Teams.Wrongs.Count);
    }

    [Fact]
    public async Task Nothing_is_to_be_had_from_the_connector_under_an_unknown_path_or_without_a_token()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        Assert.Equal(404, (await scene.CallAsync(HttpMethod.Get, "teams/v3/meetings/x")).Status);
        Assert.Equal(400, (await scene.CallAsync(HttpMethod.Get, $"teams/v3/teams/{scene.Teams.Team.Id}?x=1")).Status);
        using var http = new HttpClient();
        Assert.Equal(401, (int)(await http.GetAsync(new Uri(scene.Teams.ServiceUrl, $"v3/teams/{scene.Teams.Team.Id}"))).StatusCode);
    }

    [Fact]
    public async Task What_somebody_sees_is_read_off_the_card()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        await scene.CallAsync(HttpMethod.Post, $"teams/v3/conversations/{scene.Teams.Team.Id}/activities", """
            {"type":"message","text":"fallback","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.4",
             "body":[{"type":"TextBlock","text":"INC-1"},{"type":"FactSet","facts":[{"title":"Severity","value":"2"}]},{"type":"TextBlock","text":"hidden","isVisible":false},{"type":"Input.Text","id":"note","label":"Note"}],
             "actions":[{"type":"Action.Execute","title":"Contained","verb":"x"},{"type":"Action.ShowCard","title":"More","card":{"type":"AdaptiveCard","version":"1.4","body":[{"type":"Input.Toggle","id":"sure","title":"Sure"}]}}]}}]}
            """);
        var message = Assert.Single(scene.Teams.Team.General.Posts);
        Assert.Equal("fallback\nINC-1\nSeverity 2\nNote\nSure", message.Shown);
        Assert.Equal(["Contained", "More"], message.Buttons);
        Assert.Equal(["note", "sure"], message.Inputs);
    }
}
