namespace IncidentBot.Core.Organisations;

/// <summary>What a grant makes a person in one organisation. What each may do is the permission table's to say.</summary>
public enum GrantRole
{
    Operator,
    IncidentManager,
    Responder,
    Legal,
    Executive,

    /// <summary>Somebody of the client who sees what is theirs and works on what is given to them.</summary>
    Member,
}
