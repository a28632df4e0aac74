using IncidentBot.SlackFake.Web;

namespace IncidentBot.SlackFake.Methods;

/// <summary>Every method that this Slack has.</summary>
internal static class MethodTable
{
    public static IEnumerable<MethodSpec> All =>
    [
        .. AuthMethods.All, .. OAuthMethods.All, .. ChatMethods.All, .. ChannelMethods.All, .. MemberMethods.All, .. HistoryMethods.All, .. UserMethods.All, .. ViewMethods.All, .. MarkMethods.All, .. BookmarkMethods.All,
    ];
}
