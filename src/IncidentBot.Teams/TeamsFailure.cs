namespace IncidentBot.Teams;

/// <summary>What is to be done about a call that Teams or Graph did not do.</summary>
public enum TeamsFailure
{
    /// <summary>Again later.</summary>
    Passing,

    /// <summary>Again after <see cref="TeamsException.RetryAfter"/>.</summary>
    Limited,

    /// <summary>The conversation, channel, person or message is not there any more, or does not want us. What follows is for the caller to decide.</summary>
    TargetGone,

    /// <summary>A permission is missing, or we sent something that is not taken. Another try changes nothing; somebody has to look.</summary>
    NotAllowed,

    /// <summary>The app's secret or its registration is no good any more.</summary>
    Credentials,
}
