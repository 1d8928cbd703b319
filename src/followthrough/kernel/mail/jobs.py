"""When mail is sent: at once, when its hold is over, when a pause is over; and once a minute whatever was missed."""

from followthrough.kernel import clock
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.mail.letting_in import mail_password_link
from followthrough.kernel.mail.notices import mail_notices
from followthrough.kernel.mail.sending import send_mail, to_send

AT_ONCE = 200  # mails of one round


@job("mail.send")
def send(mail_id: int) -> None:
    """Send one mail."""
    send_mail(mail_id)


@job("mail.password_wanted")
def send_password_link(email: str, once: str) -> None:
    """Mail a link for a new password to whoever signs in with this address, if anybody does."""
    mail_password_link(email, once=once, now=clock.now())


@job("mail.notices", every="*/5 * * * *", lock="mail.notices")
def send_notices() -> None:
    """Mail unread notices to those who want them by mail."""
    mail_notices(now=clock.now())


@job("mail.due", every="* * * * *", lock="mail.due")
def send_due() -> None:
    """Send what may go and was not sent by a job of its own: after a server was set, or a worker died."""
    for mail_id in to_send(clock.now()).values_list("pk", flat=True)[:AT_ONCE]:
        send_mail(mail_id)
