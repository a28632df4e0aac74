namespace IncidentBot.Core.Verbs;

/// <summary>Something a person may do. Typed text, a button, a form and an API call all carry the same record.</summary>
public interface IVerb;

/// <summary>A verb states its own grammar and the one permission it needs.</summary>
public interface IVerb<TSelf> : IVerb
    where TSelf : IVerb<TSelf>
{
    static abstract Grammar<TSelf> Grammar { get; }

    static abstract Permission Needs { get; }
}

/// <summary>A verb that acts on one incident: the one whose room it is said in, or the one it names.</summary>
public interface IIncidentVerb : IVerb;
