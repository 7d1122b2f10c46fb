export const account = {
  title: 'Account',
  tabs: {
    inbox: 'Inbox',
    keys: 'Venue keys',
    sessions: 'Sessions',
    preferences: 'Preferences',
    about: 'About',
  },
}
