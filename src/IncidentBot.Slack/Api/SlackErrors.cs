using System.Collections.Frozen;

namespace IncidentBot.Slack.Api;

/// <summary>Sorts Slack's error codes by what is to be done about them. A code that is not listed is judged by its form.</summary>
internal static class SlackErrors
{
    /// <summary>Slack says of these that part of the work may have been done.</summary>
    private static readonly FrozenSet<string> HalfDone = Set("fatal_error internal_error");

    private static readonly FrozenSet<string> Retry = Set("""
        ratelimited rate_limited service_unavailable request_timeout internal_error fatal_error message_limit_exceeded team_added_to_org external_channel_migrating
        """);

    private static readonly FrozenSet<string> Reauthorise = Set("""
        invalid_auth not_authed account_inactive token_revoked token_expired team_access_not_granted user_removed_from_team team_disabled org_login_required
        two_factor_setup_required invalid_refresh_token
        """);

    private static readonly FrozenSet<string> Target = Set("""
        name_taken is_archived is_inactive no_permission org_user_not_in_team ura_max_channels hash_conflict edit_window_closed push_limit_reached messages_tab_disabled
        invalid_trigger_id expired_trigger_id exchanged_trigger_id duplicate_external_id plan_upgrade_required app_cannot_join_channel used_url expired_url
        method_not_supported_for_channel_type no_such_subteam
        """);

    private static readonly FrozenSet<string> Configuration = Set("""
        missing_scope not_allowed_token_type unknown_method no_text limit_required access_denied accesslimited ekm_access_denied enterprise_is_restricted forbidden_team insecure_request
        bad_client_secret bad_redirect_uri no_scopes oauth_authorization_url_mismatch pkce_not_allowed block_mismatch not_enabled too_long
        """);

    private static readonly string[] SetWrongly = ["invalid_", "missing_", "unsupported_"];
    private static readonly string[] SetWronglyEnds = ["_too_long", "_too_large", "_required"];
    private static readonly string[] AboutATarget = ["user_", "users_", "channel_", "restricted_action", "cant_", "cannot_", "not_", "too_many_", "posting_to_", "is_"];

    public static SlackFailure Class(string method, string code) => code switch
    {
        _ when code.StartsWith("already_", StringComparison.Ordinal) => SlackFailure.Benign,
        "not_archived" or "not_pinned" or "no_reaction" => SlackFailure.Benign,
        "message_not_found" when method == "chat.delete" => SlackFailure.Benign,
        "cant_invite_self" when method == "conversations.invite" => SlackFailure.Benign,
        "not_in_channel" when method == "conversations.kick" => SlackFailure.Benign,
        _ when Retry.Contains(code) => SlackFailure.Retry,
        _ when Reauthorise.Contains(code) => SlackFailure.Reauthorise,
        _ when Configuration.Contains(code) => SlackFailure.Configuration,
        _ when Target.Contains(code) => SlackFailure.Target,
        _ when SetWrongly.Any(start => code.StartsWith(start, StringComparison.Ordinal)) || SetWronglyEnds.Any(end => code.EndsWith(end, StringComparison.Ordinal)) => SlackFailure.Configuration,
        _ when code.EndsWith("not_found", StringComparison.Ordinal) || AboutATarget.Any(start => code.StartsWith(start, StringComparison.Ordinal)) => SlackFailure.Target,

        // Unheard of: trying again blindly may do harm and hides it, so somebody has to look.
        _ => SlackFailure.Configuration,
    };

    /// <summary>Whether something may have been done in spite of the code.</summary>
    public static bool MayBeDone(string code) => HalfDone.Contains(code);

    private static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
