namespace IncidentBot.Slack.Api;

/// <summary>What is to be done about a call that Slack did not do.</summary>
public enum SlackFailure
{
    /// <summary>Again later, after <see cref="SlackException.RetryAfter"/> where Slack said so.</summary>
    Retry,

    /// <summary>The token is no good any more: the installation is broken until somebody installs the app again.</summary>
    Reauthorise,

    /// <summary>The app lacks a scope, or we sent something that Slack does not take. Another try changes nothing; somebody has to look.</summary>
    Configuration,

    /// <summary>The channel, person or message is not as we thought. What follows is for the caller to decide.</summary>
    Target,

    /// <summary>It was so already.</summary>
    Benign,
}
