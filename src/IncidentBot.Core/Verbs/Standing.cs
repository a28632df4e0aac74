namespace IncidentBot.Core.Verbs;

/// <summary>What somebody is, seen from one organisation or one incident. Several may hold at once.</summary>
[Flags]
public enum Standing
{
    None = 0,
    Operator = 1,
    IncidentManager = 2,
    Commander = 4,
    Responder = 8,
    Legal = 16,
    Executive = 32,
    ClientMember = 64,

    /// <summary>Let into this incident by somebody who may.</summary>
    Invited = 128,

    /// <summary>A contact of the plan who came in by an invitation and holds no grant.</summary>
    Contact = 256,
}

/// <summary>How far a permission reaches.</summary>
public enum Access
{
    No,

    /// <summary>Only what is addressed or assigned to the person.</summary>
    Own,

    Yes,
}
