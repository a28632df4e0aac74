namespace IncidentBot.TeamsFake.Identity;

/// <summary>What is wrong with a token that pretends to come from the bot connector.</summary>
public enum TokenFlaw
{
    None,
    NoToken,
    Expired,

    /// <summary>Not valid until tomorrow.</summary>
    NotYet,
    WrongAudience,
    WrongIssuer,

    /// <summary>Its serviceurl is not the activity's.</summary>
    WrongServiceUrl,

    /// <summary>By a key that nobody published, under the name of one that is.</summary>
    BadSignature,
    UnknownKey,

    /// <summary>By a published key that may not sign for Teams.</summary>
    NotEndorsed,

    /// <summary>Of Entra, from a tenant that is not the bot's, and for the bot itself: as an emulator would have it.</summary>
    ForeignTenant,

    /// <summary>Unsigned: its algorithm is none.</summary>
    Unsigned,
}
