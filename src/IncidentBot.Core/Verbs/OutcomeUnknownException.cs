namespace IncidentBot.Core.Verbs;

/// <summary>The database stopped answering during a commit and has not answered since, so nobody can say whether it was recorded. The edge says so, and keeps the delivery's key: sent again with that key it is done once.</summary>
public sealed class OutcomeUnknownException(Exception inner) : Exception("The database stopped answering at the last moment. It is not known whether this was recorded. Send the same again: it is not done twice.", inner);
