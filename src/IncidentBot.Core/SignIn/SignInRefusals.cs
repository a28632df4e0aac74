namespace IncidentBot.Core.SignIn;

/// <summary>Every refusal at the door, with the sentence that people see. None says whether a person or an incident exists.</summary>
public static class SignInRefusals
{
    public static RefusalException BadCode() =>
        new(new Refusal("bad-code", "This code is not valid: it was mistyped, was used already, or is too old. Ask whoever gave it to you for a new one."));

    public static RefusalException BadInvitation() =>
        new(new Refusal("bad-invitation", "This invitation is not valid: the code is wrong, or it was used already, was taken back, or is too old. Ask whoever sent it to you for a new one."));

    public static RefusalException NobodyCalled(string handle) =>
        new(new Refusal("no-such-person", $"There is nobody called @{handle} here. People come from plan files and from the identity provider. Put them into a plan, or into a group there."));

    public static RefusalException NothingWaits() =>
        new(new Refusal("nothing-waits", "Nothing waits for you to confirm: it was confirmed or refused already, or is too old. Ask for a new code to be entered."));

    public static RefusalException LinkInChat() =>
        new(new Refusal("link-in-chat", "This is said where you want to be known, such as in Slack: `/incident link <code>`. Here, the page Account makes the code."));

    public static RefusalException LinkedAlready() =>
        new(new Refusal("linked-already", "There is nothing to link: your account here is you already. `whoami` shows who that is."));

    public static RefusalException NothingToLink() =>
        new(new Refusal("nothing-to-link", "There is nothing to link: this is you already, or you did not come from an identity provider. Sign in with the other identity first, such as your account at the provider."));
}
