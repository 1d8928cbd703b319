"""The people of the demonstration company, who sign in without a password; there are none in any other company."""

from django.db.models import QuerySet

from followthrough.kernel.people.models import User, company

DEMO_DOMAIN = "fathomvale.example"  # nobody can have mail there


def demo_people() -> QuerySet[User]:
    """The people to choose from on the sign-in page of a demonstration, in their order; none in a real company.

    Somebody who was given a password, or invited by an administrator later, is a real person and not among them.
    """
    if not company().is_demo:
        return User._default_manager.none()
    found = User._default_manager.filter(email__endswith=f"@{DEMO_DOMAIN}", password="")
    return found.filter(signs_in=True, is_active=True, binned_at__isnull=True).select_related("team").order_by("pk")


def may_sign_in_as_demo(user: User) -> bool:
    """Whether this person may be signed in without a password; ask it again at the moment of signing in."""
    return demo_people().filter(pk=user.pk).exists()
